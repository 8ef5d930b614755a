# Reads what Maven printed. Prints, for each module that failed by something else than a failed test, which goal it was and
# the last lines that its tools said, which Maven itself does not repeat at its end.

BEGIN { LINES = 20 }

/^\[INFO\] Building .* \[[0-9]+\/[0-9]+\]$/ { module = $3; next }
/^\[INFO\] Reactor Summary/ { module = "" }
# Where Maven itself was when a tool failed is of no use to anybody.
/^[ \t]+at [^ ]+ \(/ { next }
module != "" && !/^\[(INFO|WARNING)\]/ && NF { said[module, ++count[module]] = $0 }

/^\[ERROR\] Failed to execute goal / {
  goal = $0
  sub(/ -> \[Help [0-9]+\]$/, "", goal)
  # This is all that Maven says here of failed tests; of tests that could not run it says more.
  if (goal ~ /surefire/ && goal ~ /: (There are test failures\.)?$/) next
  print goal
  if (!match(goal, / on project [^:]+:/)) next
  failed = substr(goal, RSTART + 12, RLENGTH - 13)
  for (i = count[failed] > LINES ? count[failed] - LINES + 1 : 1; i <= count[failed]; i++) print "  " said[failed, i]
}
