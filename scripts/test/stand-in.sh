# What the tests of commands share that ask one of Paz's parts: a stand-in for that part.

# stand_in PORT_SETTING STATUS TYPE BODY: answers every request on a free port alike, and keeps the last one in
# $TEST_FOLDER/request.
stand_in() {
  free_port
  export "$1=$PORT"
  mkdir -p "$PAZ_HOME"
  echo sesame >"$PAZ_HOME/token"
  chmod 600 "$PAZ_HOME/token"
  perl -MIO::Socket::INET -e '
    my ($port, $status, $type, $body, $file) = @ARGV;
    my $server = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $port, Listen => 5, ReuseAddr => 1) or die;
    while (my $client = $server->accept) {
      my ($request, $length) = ("", 0);
      while (defined(my $line = <$client>)) {
        $request .= $line;
        $length = $1 if $line =~ /^content-length: (\d+)/i;
        last if $line eq "\r\n";
      }
      read($client, my $sent, $length) if $length;
      open(my $out, ">", $file); print $out $request . ($sent // ""); close $out;
      print $client "HTTP/1.1 $status\r\nContent-Type: $type\r\nConnection: close\r\n\r\n$body";
      close $client;
    }' "$PORT" "$2" "$3" "$4" "$TEST_FOLDER/request" &
  await 30 listening || failed 'the stand-in does not listen'
}

listening() {
  [[ -n $(ss -Hltn "sport = :$PORT") ]]
}
