# Draws bars: `gnuplot -e "data='...'; plot='...'; title='...'; bars=7" bars.gp`.
# Columns, with tabs between: label, value.
set terminal svg size 720, 60 + 26 * bars font 'sans-serif,12' background 'white'
set output plot
set datafile separator tab
set title title
set yrange [bars - 0.5 : -0.5]
set xrange [0 : *]
set offsets 0, graph 0.12, 0, 0
set style fill solid 0.7
set grid x
set tics nomirror scale 0
unset key
plot data using (0.5 * $2):0:(0.5 * $2):(0.35):ytic(1) with boxxyerror lc rgb '#31688e', \
     data using 2:0:(sprintf(' %.3g', $2)) with labels left
