package org.stsurvey.lab.dns;

/// What can be wrong with the lab's name server for a while.
public enum Ailment {
    NONE,

    /// Swallows everything that comes over UDP, as a host does that has lost its network.
    SILENT,

    /// Is gone, as a process that was killed: the kernel says "port unreachable". What comes over TCP is still
    /// answered.
    GONE,

    /// Says SERVFAIL to everything.
    FAILING,

    /// Says that no name exists.
    DENYING,

    /// Gives the address of an advertiser for every name that does not exist.
    LYING,

    /// Has stopped to validate: nothing is authentic any more.
    NOT_VALIDATING
}
