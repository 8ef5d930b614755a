package io.paz.scheduler.serving;

/**
 * An instance as one load balancer sees it.
 *
 * @param balancer its address
 * @param up whether it sends requests there
 * @param status in the load balancer's own words: {@code UP}, {@code DOWN}, {@code DRAIN}, {@code not checked yet}, ...
 * @param failure what its last check found, such as {@code answers 500}; empty when that is not known
 */
public record BalancerHealth(String balancer, boolean up, String status, String failure) {}
