package org.stsurvey.lab.world;

/// One line of the world's list, with what is true of it.
public record Resident(int rank, String domain, String scenario, Truth truth) {}
