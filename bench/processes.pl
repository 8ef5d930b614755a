#!/usr/bin/perl
# processes.pl HOME: what the processes of the platform in HOME use: a line for each group, with its processor time so far in ticks, with
# that of its ended children, its proportional memory (PSS) in KiB, and its processes.
# processes.pl HOME GROUP...: the pids of these groups.
use strict;
use warnings;

my ($home, @wanted) = @ARGV;
$home or die "processes.pl HOME\n";
my (%parent, %name, %ticks, %group);


sub content {
    my ($file) = @_;
    open(my $in, '<', $file) or return '';
    local $/;
    my $text = <$in>;
    return defined $text ? $text : '';
}

for my $folder (glob '/proc/[0-9]*') {
    my ($pid) = $folder =~ /(\d+)$/;
    next if $pid == $$;
    content("$folder/stat") =~ /^\d+ \((.*)\) (.*)$/s or next;
    my ($name, @fields) = ($1, split(/ /, $2));
    $name{$pid} = $name;
    $parent{$pid} = $fields[1];
    $ticks{$pid} = $fields[11] + $fields[12] + $fields[13] + $fields[14];
}

my %part;
for my $part (qw(supervisor etcd haproxy paz)) {
    $part{$1} = $part eq 'paz' ? 'jvm' : $part if content("$home/run/$part.pid") =~ /^(\d+)/;
}

sub group_of {
    my ($pid) = @_;
    return $part{$pid} if $part{$pid};
    return 'docker-proxy' if $name{$pid} eq 'docker-proxy';
    return 'docker' if $name{$pid} =~ /^(dockerd|containerd)$/;
    # The container's own, and what runs in it.
    return 'container' if $name{$pid} =~ /^containerd-shim/;
    return 'instances' if content("/proc/$pid/cmdline") =~ m{\Q$home\E/host/units/}
        || content("/proc/$pid/environ") =~ m{(?:^|\0)(?:INVOCATION_ID=|PAZ_HOME=\Q$home\E\0)} && !descends_from_part($pid);
    my $above = $parent{$pid};
    return '' if $above <= 1 || !exists $name{$above} || $name{$above} eq 'dockerd';
    return $group{$above} //= group_of($above);
}

sub descends_from_part {
    my ($pid) = @_;
    for (my $above = $parent{$pid}; $above && exists $parent{$above}; $above = $parent{$above}) {
        return 1 if $part{$above};
    }
    return 0;
}

if (@wanted) {
    for my $pid (keys %name) {
        my $group = group_of($pid);
        print "$pid\n" if grep { $_ eq $group } @wanted;
    }
    exit;
}

my (%ticks_of, %memory_of, %count_of);
for my $pid (keys %name) {
    my $group = $group{$pid} //= group_of($pid);
    next if $group eq '' || $group eq 'container';
    $ticks_of{$group} += $ticks{$pid};
    $count_of{$group}++;
    $memory_of{$group} += $1 if content("/proc/$pid/smaps_rollup") =~ /^Pss:\s+(\d+)/m;
}
for my $group (qw(jvm supervisor etcd haproxy docker docker-proxy instances)) {
    printf "%s %d %d %d\n", $group, $ticks_of{$group} // 0, $memory_of{$group} // 0, $count_of{$group} // 0;
}
