#!/usr/bin/perl
# The demo service: a small HTTP/1.1 server in one process, on perl-base alone.
#
#   GET /                 {"message": ..., "version": ..., "instance": ...}
#   GET /health           200, always
#   GET /slow?seconds=N   the answer of / after N seconds, 0 to 30
#
# Environment: MESSAGE, PAZ_VERSION, PAZ_INSTANCE are answered; FAIL_RATE (0 to 1) is the share of requests to / that
# are answered with 500; PORT (8080) is where it listens; DRAIN_SECONDS (8) bounds how long SIGTERM waits for open requests.
use strict;
use warnings;
use Errno qw(EAGAIN EINTR EWOULDBLOCK);
use IO::Socket::INET;
use POSIX ();
use Socket qw(IPPROTO_TCP SOMAXCONN TCP_NODELAY);

use constant {
    MAX_CONNECTIONS => 1000,    # select() counts to 1024; further clients wait in the listen queue
    MAX_HEAD        => 16384,
    MAX_SLOW        => 30,
    IDLE_SECONDS    => 60,
    LINGER_SECONDS  => 2,
};
my %REASON = (
    200 => 'OK', 400 => 'Bad Request', 404 => 'Not Found', 405 => 'Method Not Allowed',
    431 => 'Request Header Fields Too Large', 500 => 'Internal Server Error',
);

$| = 1;
my $port          = number('PORT', 8080, 0, 65535);
my $drain_seconds = number('DRAIN_SECONDS', 8, 0, 3600);
my $fail_rate     = number('FAIL_RATE', 0, 0, 1);
my $answer        = object(
    message  => $ENV{MESSAGE}      // 'Hello from Paz',
    version  => $ENV{PAZ_VERSION}  // '',
    instance => $ENV{PAZ_INSTANCE} // '',
);

my $stopping = 0;
$SIG{TERM} = $SIG{INT} = sub { $stopping = 1 };
$SIG{PIPE} = 'IGNORE';

my $listener = IO::Socket::INET->new(
    LocalAddr => '0.0.0.0', LocalPort => $port, Listen => SOMAXCONN, ReuseAddr => 1, Blocking => 0,
) or die "cannot listen on port $port: $@\n";
my %connections;
my $drain_until;
print 'listening on port ' . $listener->sockport . "\n";

serve() until $drain_until && (!%connections || now() > $drain_until);
print 'stopped, ' . scalar(keys %connections) . " requests cut off\n";

# One turn: wait for something to happen, then let every connection that can go on go on.
sub serve {
    begin_drain() if $stopping && !$drain_until;
    my ($readable, $writable) = ('', '');
    vec($readable, fileno $listener, 1) = 1 if $listener && keys %connections < MAX_CONNECTIONS;
    for my $connection (values %connections) {
        vec($readable, $connection->{fd}, 1) = 1 if wants_input($connection);
        vec($writable, $connection->{fd}, 1) = 1 if length $connection->{out};
    }
    my $ready = select($readable, $writable, undef, patience());
    ($readable, $writable) = ('', '') if $ready <= 0;
    accept_clients() if $listener && vec($readable, fileno $listener, 1);
    for my $connection (values %connections) {
        receive($connection) if vec($readable, $connection->{fd}, 1);
        advance($connection);
    }
}

# New clients are taken in before the listener closes: those in its queue have connected, and count on an answer.
sub begin_drain {
    $drain_until = now() + $drain_seconds;
    print "SIGTERM: finishing open requests\n";
    accept_clients();
    close $listener;
    undef $listener;
}

sub accept_clients {
    while (keys %connections < MAX_CONNECTIONS && (my $socket = $listener->accept)) {
        $socket->blocking(0);
        setsockopt $socket, IPPROTO_TCP, TCP_NODELAY, 1;
        my $fd = fileno $socket;
        $connections{$fd} = { socket => $socket, fd => $fd, in => '', out => '', until => now() + IDLE_SECONDS, fresh => 1 };
    }
}

sub wants_input {
    my ($connection) = @_;
    return !$connection->{due} && !length $connection->{out};
}

# Seconds until the next thing that happens by itself, at most one: a signal that came just before select() waits no longer.
sub patience {
    my $now = now();
    my $wait = 1;
    for my $connection (values %connections) {
        my $at = $connection->{due} // $connection->{until};
        $wait = $at - $now if $at - $now < $wait;
    }
    return $wait < 0 ? 0 : $wait;
}

sub receive {
    my ($connection) = @_;
    my $got = sysread $connection->{socket}, my $bytes, 65536;
    if (!defined $got) {
        drop($connection) unless $!{EAGAIN} || $!{EWOULDBLOCK} || $!{EINTR};
    } elsif ($got == 0) {
        drop($connection);
    } elsif (!$connection->{lingering}) {
        $connection->{in} .= $bytes;
        $connection->{until} = now() + IDLE_SECONDS;
    }
}

sub advance {
    my ($connection) = @_;
    return unless $connections{ $connection->{fd} };
    return drop($connection) if !$connection->{due} && now() > $connection->{until};
    if ($connection->{due} && now() >= $connection->{due}) {
        delete $connection->{due};
        reply($connection, 200, $answer);
    }
    take_request($connection) unless $connection->{due} || length $connection->{out} || $connection->{lingering};
    flush_output($connection);
    drop($connection) if $stopping && idle($connection);
}

# While draining, a client that has just connected gets a moment to send the request that it connected for.
sub idle {
    my ($connection) = @_;
    return 0 if $connection->{due} || length $connection->{out} || length $connection->{in} || $connection->{lingering};
    return !$connection->{fresh} || now() > $drain_until - $drain_seconds + 1 if $drain_until;
    return 0;
}

sub take_request {
    my ($connection) = @_;
    my $whole = $connection->{in} =~ s/\A(.*?)\r?\n\r?\n//s;
    my $head = $whole ? $1 : $connection->{in};
    return finish($connection, 431, object(error => 'the request head is longer than ' . MAX_HEAD . ' bytes'))
      if length $head > MAX_HEAD;
    return unless $whole;
    $connection->{fresh} = 0;
    my ($method, $target, $minor) = $head =~ m{\A([A-Z]+) (\S+) HTTP/1\.([01])\r?(?:\n|\z)};
    return finish($connection, 400, object(error => 'not an HTTP/1.1 request')) unless $method;
    $connection->{head_only} = $method eq 'HEAD';
    $connection->{close} = 1 if $head =~ /^connection:.*\bclose\b/im || $minor == 0 || $head =~ /^(?:content-length:\s*0*[1-9]|transfer-encoding:)/im;
    $connection->{request} = "$method $target";
    return reply($connection, 405, object(error => 'only GET and HEAD')) unless $method =~ /\A(?:GET|HEAD)\z/;
    route($connection, $target);
}

sub route {
    my ($connection, $target) = @_;
    my ($path, $query) = split /\?/, $target, 2;
    return reply($connection, 200, object(status => 'up')) if $path eq '/health';
    return slow($connection, $query // '') if $path eq '/slow';
    return reply($connection, 404, object(error => 'there are /, /health and /slow?seconds=N')) if $path ne '/';
    return reply($connection, 500, object(error => "FAIL_RATE is $fail_rate")) if rand() < $fail_rate;
    reply($connection, 200, $answer);
}

sub slow {
    my ($connection, $query) = @_;
    my ($seconds) = "&$query" =~ /&seconds=([0-9]{1,3}(?:\.[0-9]{1,3})?)(?:&|\z)/;
    return reply($connection, 400, object(error => 'seconds: expected a number from 0 to ' . MAX_SLOW))
      if !defined $seconds || $seconds > MAX_SLOW;
    $connection->{due} = now() + $seconds;
}

sub finish {
    my ($connection, $status, $body) = @_;
    $connection->{close} = 1;
    reply($connection, $status, $body);
}

sub reply {
    my ($connection, $status, $body) = @_;
    my $request = delete $connection->{request} // '-';
    print "$request $status\n" unless $request =~ m{ /health\z};
    $connection->{close} = 1 if $stopping;
    $connection->{out} =
        "HTTP/1.1 $status $REASON{$status}\r\nContent-Type: application/json\r\nContent-Length: " . length($body) . "\r\n"
      . ($connection->{close} ? "Connection: close\r\n" : '') . "\r\n" . (delete $connection->{head_only} ? '' : $body);
}

sub flush_output {
    my ($connection) = @_;
    return unless length $connection->{out};
    my $written = syswrite $connection->{socket}, $connection->{out};
    if (!defined $written) {
        drop($connection) unless $!{EAGAIN} || $!{EWOULDBLOCK} || $!{EINTR};
        return;
    }
    substr($connection->{out}, 0, $written) = '';
    linger($connection) if $connection->{close} && !length $connection->{out};
}

# Closing with unread input would reset the connection and could take the answer with it: end our side, read off theirs.
sub linger {
    my ($connection) = @_;
    shutdown $connection->{socket}, 1;
    $connection->{lingering} = 1;
    $connection->{in} = '';
    $connection->{until} = now() + LINGER_SECONDS;
}

sub drop {
    my ($connection) = @_;
    delete $connections{ $connection->{fd} };
    close $connection->{socket};
}

# Seconds of a clock that only goes forward.
sub now {
    return (POSIX::times())[0] / POSIX::sysconf(POSIX::_SC_CLK_TCK());
}

sub number {
    my ($name, $default, $least, $most) = @_;
    my $value = $ENV{$name} // return $default;
    return $value if $value =~ /\A[0-9]{1,5}(?:\.[0-9]{1,6})?\z/ && $value >= $least && $value <= $most;
    die "$name: \"$value\" (expected: a number from $least to $most)\n";
}

# A JSON object of texts, in the order given.
sub object {
    my @members;
    while (my ($name, $text) = splice @_, 0, 2) {
        push @members, quoted($name) . ':' . quoted($text);
    }
    return '{' . join(',', @members) . "}\n";
}

# Bytes as a JSON string; what is not UTF-8 becomes U+FFFD, since JSON cannot carry it.
sub quoted {
    my ($text) = @_;
    utf8::decode($text) or $text =~ s/[\x80-\xff]/\x{FFFD}/g;
    $text =~ s/[\x{D800}-\x{DFFF}\x{FFFE}\x{FFFF}]|[^\x{0}-\x{10FFFF}]/\x{FFFD}/g;
    $text =~ s/(["\\])/\\$1/g;
    $text =~ s/([\x00-\x1f\x7f])/sprintf '\\u%04x', ord $1/ge;
    utf8::encode($text);
    return "\"$text\"";
}
