/// The rulebook: pure rules of RFC 8461, 8460 and their neighbours, from an Observation to a Judgement.
///
/// Nothing here does I/O, reads a clock or knows the network; the only time is the observation's own.
///
/// [Judge][org.stsurvey.scanner.judge.Judge] judges a whole observation, [Lint][org.stsurvey.scanner.judge.Lint]
/// a single artefact. Both let the rules of the stages leave [Remarks][org.stsurvey.scanner.judge.Remarks], each
/// an outcome of the `registry`:
///
/// - `host`: what the DNS said of the record and of the policy host
/// - `record`: the policy record and the TLS reporting record
/// - `fetch`: connection, TLS and HTTP response; `certificate`: the chain
/// - `policy`: the policy file and its patterns
/// - `mx`: the policy against the MX hosts
/// - `abnf`: grammar that several of them share
@NullMarked
package org.stsurvey.scanner.judge;

import org.jspecify.annotations.NullMarked;
