# Turns the lines of `go test -bench` into "figure NAME VALUE UNIT"; names are package/benchmark.
/^pkg:/ { n = split($2, part, "/"); package = part[n] }
/^cpu:/ { print "# " $0 }
/^Benchmark/ {
	name = $1
	sub(/^Benchmark/, "", name)
	sub(/-[0-9]+$/, "", name)
	for (i = 3; i < NF; i += 2) {
		unit = $(i + 1)
		printf "figure %s/%s %s %s\n", package, name, $i, unit
		if (unit == "ns/op" && package == "extract") took[name] = $i
	}
}
/^(FAIL|---|panic)/ { print; failed = 1 }
END {
	# How much longer reading a report takes than only parsing its HTML.
	if (took["ParseOnly"] > 0) printf "figure extract/ReadOverParse %.2f x\n", took["Read"] / took["ParseOnly"]
	exit failed
}
