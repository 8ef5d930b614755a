# Sourced: prints the machine that a figure was taken on.
machine() {
  printf 'machine: %s processors (%s), %s, Linux %s\n' "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" \
    "$(sed -n 's/^MemTotal: *//p' /proc/meminfo)" "$(uname -r)"
}

# The middle one of the numbers on standard input; the lower middle where their count is even.
median() {
  sort -n | awk '{ values[NR] = $1 } END { print values[int((NR + 1) / 2)] }'
}
