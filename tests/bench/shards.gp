# Fits and draws the growth over shards: `gnuplot -e "data='...'; plot='...'; cores=2" shards.gp`.
# Columns: MB of text, shards, s of building, MB of index, ms of a query here, and behind servers.
# What is fitted is printed. Errors are relative: a small cell counts as much as a large one.
set fit quiet nolog
build(x, n) = b0 + b1 * x + b2 * n
size(x, n) = s1 * x + s2 * n
here(x, n) = h0 + h1 * n + h2 * x
# Servers on one machine share its cores.
served(x, n) = r0 + r1 * n + r2 * x / (n < cores ? n : cores)
b0 = b1 = b2 = s1 = s2 = h0 = h1 = h2 = r0 = r1 = r2 = 0.1
fit build(x, y) data using 1:2:3:3 zerror via b0, b1, b2
fit size(x, y) data using 1:2:4:4 zerror via s1, s2
fit here(x, y) data using 1:2:5:5 zerror via h0, h1, h2
fit served(x, y) data using 1:2:6:6 zerror via r0, r1, r2
set print '-'
print sprintf('%g %g %g', b0, b1, b2)
print sprintf('%g %g', s1, s2)
print sprintf('%g %g %g', h0, h1, h2)
print sprintf('%g %g %g', r0, r1, r2)

set terminal svg size 960,400 font 'sans-serif,12' background 'white'
set output plot
set multiplot layout 1,3
set logscale xy 2
set format '%g'
set key top left samplen 1
set offsets graph 0, 0, graph 0.3, 0
set xlabel 'MB of text'
cell(i, column) = column(2) == 2 ** i ? column(column) : NaN
many(i) = i == 0 ? '1 shard' : sprintf('%d shards', 2 ** i)
set title 'Building, s'
plot for [i=0:3] data using 1:(cell(i, 3)) with points pt 7 lc i + 1 title many(i), \
     for [i=0:3] build(x, 2 ** i) with lines lc i + 1 notitle
set title 'A query here, ms'
plot for [i=0:3] data using 1:(cell(i, 5)) with points pt 7 lc i + 1 title many(i), \
     for [i=0:3] here(x, 2 ** i) with lines lc i + 1 notitle
set title 'A query behind servers, ms'
plot for [i=0:3] data using 1:(cell(i, 6)) with points pt 7 lc i + 1 title many(i), \
     for [i=0:3] served(x, 2 ** i) with lines lc i + 1 notitle
unset multiplot
