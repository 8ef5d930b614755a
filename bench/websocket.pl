#!/usr/bin/perl
# A service for benches that speaks WebSocket (RFC 6455): it sends back each short message, and answers every other request with 200.
use strict;
use warnings;
use Digest::SHA qw(sha1_base64);
use IO::Socket::INET;

use constant { GUID => '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', CLOSE => 8, HEADER => 2, MASK => 4, MAX_HEAD => 16384 };

$SIG{PIPE} = 'IGNORE';
$SIG{TERM} = sub { exit 0 };
my $listener = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 8080, Listen => 200, ReuseAddr => 1)
  or die "cannot listen on port 8080: $@\n";
my %clients;

serve() while 1;

sub serve {
    my $readable = '';
    vec($readable, fileno $_, 1) = 1 for $listener, map { $_->{socket} } values %clients;
    return if select($readable, undef, undef, undef) <= 0;
    for my $client (values %clients) {
        receive($client) if vec $readable, fileno $client->{socket}, 1;
    }
    if (vec $readable, fileno $listener, 1 and my $socket = $listener->accept) {
        $clients{ fileno $socket } = { socket => $socket, in => '', fd => fileno $socket };
    }
}

sub receive {
    my ($client) = @_;
    my $got = sysread $client->{socket}, $client->{in}, 4096, length $client->{in};
    my $goes_on = $got && ($client->{upgraded} || upgrade($client)) && echo($client);
    delete $clients{ $client->{fd} } unless $goes_on;
}

# Whether the connection goes on.
sub upgrade {
    my ($client) = @_;
    return length $client->{in} < MAX_HEAD unless $client->{in} =~ s/\A(.*?)\r\n\r\n//s;
    my ($key) = $1 =~ /^sec-websocket-key:\s*(\S+)/im;
    if (!defined $key) {
        syswrite $client->{socket}, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        return 0;
    }
    $client->{upgraded} = 1;
    my $accept = sha1_base64($key . GUID) . '=';
    return syswrite $client->{socket}, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: $accept\r\n\r\n";
}

sub echo {
    my ($client) = @_;
    while ($client->{upgraded} && length $client->{in} >= HEADER) {
        my ($kind, $length) = unpack 'CC', $client->{in};
        $length &= 0x7f;
        last if length $client->{in} < HEADER + MASK + $length;
        my $frame = substr $client->{in}, 0, HEADER + MASK + $length, '';
        return 0 if ($kind & 0x0f) == CLOSE;
        my $mask = substr($frame, HEADER, MASK) x (1 + $length / MASK);
        my $payload = substr($frame, HEADER + MASK) ^ substr($mask, 0, $length);
        return 0 unless syswrite $client->{socket}, pack('CC', $kind, $length) . $payload;
    }
    return 1;
}
