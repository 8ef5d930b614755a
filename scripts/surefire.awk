# Reads surefire's XML reports. Prints "TESTS FAILED SKIPPED"; appends a line for each failed and each skipped test to the
# files named by the variables `failed` and `skipped`, and "MILLISECONDS CLASS" for each class to the file named by `times`.

function attribute(line, name,    start, text) {
  start = index(line, " " name "=\"")
  if (!start) return ""
  text = substr(line, start + length(name) + 3)
  text = substr(text, 1, index(text "\"", "\"") - 1)
  sub(/^(&#10;)+/, "", text); sub(/&#10;.*/, "", text)
  gsub(/&apos;/, "'", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&amp;/, "\\&", text)
  return text
}

# The first line, of a length that leaves the list of failed tests readable; the report has all of it.
function reason(line,    text) {
  text = attribute(line, "message")
  return length(text) > MAX_REASON ? substr(text, 1, MAX_REASON) "..." : text
}

BEGIN { MAX_REASON = 300 }

/^[ \t]*<testsuite[ >]/ {
  print int(1000 * attribute($0, "time")), attribute($0, "name") >> times
}
/^[ \t]*<testcase[ >]/ {
  tests++
  test = attribute($0, "classname") "." attribute($0, "name")
  done = 0
}
/^[ \t]*<skipped[ \/>]/ && !done {
  skips++; done = 1
  print "skipped: " test ": " reason($0) >> skipped
}
/^[ \t]*<(failure|error)[ \/>]/ && !done {
  failures++; done = 1
  print "failed: " test ": " reason($0) >> failed
}
END { print tests + 0, failures + 0, skips + 0 }
