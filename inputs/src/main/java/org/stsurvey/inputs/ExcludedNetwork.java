package org.stsurvey.inputs;

/// A network that is never connected to, and the line of the exclusion file that asks for it.
///
/// @param by its value is the network in normal form
record ExcludedNetwork(Cidr network, Exclusion by) {}
