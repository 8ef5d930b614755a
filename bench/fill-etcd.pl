#!/usr/bin/perl
# fill-etcd.pl SERVICES INSTANCES ADDRESS: prints etcd's transactions, one a line as JSON, that announce so many services sim-1, sim-2, ... with so
# many instances each, all at this address and port.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);

my ($services, $instances, $address) = @ARGV;
my @puts = (
    put("/paz/config/hosts/" . ($address =~ s/:\d+$//r), ''),
);

sub put {
    my ($key, $value) = map { encode_base64($_, '') } @_;
    return qq({"requestPut":{"key":"$key","value":"$value"}});
}

for my $service (1 .. $services) {
    push @puts, map { put("/paz/services/sim-$service/1/$_", $address) } 1 .. $instances;
}
# etcd takes at most 128 operations in one transaction.
print '{"success":[', join(',', splice(@puts, 0, 128)), "]}\n" while @puts;
