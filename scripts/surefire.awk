# Reads surefire's XML reports. Prints "TESTS FAILED SKIPPED"; appends a line for each failed and each skipped test to the
# files named by the variables `failed` and `skipped`.

function attribute(line, name,    start, text) {
  start = index(line, " " name "=\"")
  if (!start) return ""
  text = substr(line, start + length(name) + 3)
  text = substr(text, 1, index(text "\"", "\"") - 1)
  gsub(/&#10;.*/, "", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&amp;/, "\\&", text)
  return text
}

/^[ \t]*<testcase[ >]/ {
  tests++
  test = attribute($0, "classname") "." attribute($0, "name")
  done = 0
}
/<skipped[ \/>]/ && !done {
  skips++; done = 1
  line = $0; sub(/.*<skipped/, "<skipped", line)
  print "skipped: " test ": " attribute(line, "message") >> skipped
}
/<(failure|error)[ \/>]/ && !done {
  failures++; done = 1
  line = $0; sub(/.*<(failure|error)/, "<failure", line)
  print "failed: " test ": " attribute(line, "message") >> failed
}
END { print tests + 0, failures + 0, skips + 0 }
