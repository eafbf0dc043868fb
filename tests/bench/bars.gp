# Bars: `gnuplot -e "data='...'; plot='...'; what='a title'; many=9" bars.gp`.
# Columns: a label, a figure, and 1 if it is Limier's.
set terminal svg size 720,60 + 26 * many font 'sans-serif,12' background 'white' noenhanced
set output plot
set title what
set style fill solid 0.8 noborder
set xrange [0:*]
set offsets 0, graph 0.1, 0, 0
set yrange [many - 0.5:-0.5]
unset key
unset xtics
set ytics scale 0
set border 2
set linetype 1 lc rgb '#a0a4a8'
set linetype 2 lc rgb '#1f6fb2'
plot data using ($2 / 2):0:($2 / 2):(0.35):($3 + 1):ytic(1) with boxxyerror lc variable, \
     data using 2:0:(strcol(2)) with labels left offset 0.5,0
