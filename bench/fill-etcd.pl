#!/usr/bin/perl
# fill-etcd.pl SERVICES INSTANCES ADDRESS: prints etcd's transactions, as etcdctl's txn reads them, each ended by a zero byte, that announce so
# many services sim-1, sim-2, ... with so many instances each, all at this address and port.
use strict;
use warnings;

my ($services, $instances, $address) = @ARGV;
my @puts = ("put /paz/config/hosts/" . ($address =~ s/:\d+$//r) . ' ""');

for my $service (1 .. $services) {
    push @puts, map { "put /paz/services/sim-$service/1/$_ $address" } 1 .. $instances;
}
# No comparison, at most 128 operations, and none should the comparison fail.
print "\n", join("\n", splice(@puts, 0, 128)), "\n\n\n\0" while @puts;
