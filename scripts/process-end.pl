#!/usr/bin/perl
# process-end.pl PID...: waits until one of the processes has ended, children or not, and prints a line. It sleeps in the kernel meanwhile;
# only a kernel older than 5.3 is asked once a second.
use strict;
use warnings;

# The same number on every architecture that Debian has, but alpha.
use constant PIDFD_OPEN => 434;

my ($files, $ended, @unwatched) = ('', 0);
for my $pid (@ARGV) {
    my $file = syscall(PIDFD_OPEN, $pid + 0, 0);
    if ($file >= 0) {
        vec($files, $file, 1) = 1;
    } elsif ($!{ESRCH}) {
        $ended = 1;
    } else {
        push @unwatched, $pid;
    }
}
until ($ended || grep { !-e "/proc/$_" } @unwatched) {
    my $ready = $files;
    $ended = select($ready, undef, undef, @unwatched ? 1 : undef) > 0;
}
print "ended\n";
