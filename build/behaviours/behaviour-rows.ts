/** One thing that a server, a network, a disk or a person does, and what must come of it. */
export interface BehaviourRow {
  /** A1 … I10. */
  readonly id: string;
  readonly happens: string;
  readonly outcome: string;
}

/** Families by their letter. */
export const behaviourFamilies: Readonly<Record<string, string>> = {
  A: 'Ranges',
  B: 'Which bytes: validators, changes, mirrors',
  C: 'Framing, length, coding',
  D: 'Connections that fail',
  E: 'Limits',
  F: 'Redirects and addresses',
  G: 'TLS, credentials, proxies',
  H: 'Names',
  I: 'The machine itself',
};

const table = `
A1|ranges work though nothing announces them|several connections
A2|Accept-Ranges: none|one stream; a resume begins at the front
A3|200 to a range request|that reply becomes the one stream
A4|200 to a resume|skipped up to what is there when the validator is the same, else begun again
A5|one node ignores ranges|its connection goes, the others go on
A6|206 that starts elsewhere|rejected; tried again, then failed by name
A7|206 that ends early|kept; the remainder is asked for
A8|206 that ends late|only what was asked for is used
A9|206 without Content-Range|rejected; one stream
A10|Content-Range with an unknown total|taken when the start fits; the total comes from elsewhere
A11|totals that differ|another file: begun again once, then server-changed
A12|Content-Range written in odd ways|odd units are understood, false arithmetic is rejected
A13|another range unit|one stream
A14|multipart/byteranges to one range|rejected; no boundary gets into the file
A15|206 though no range was asked for|rejected
A16|416 that names the size that is there|complete after a check, without a rewrite
A17|416 with another size or none|looked at anew from the front
A18|416 for a range of an empty file|an empty file, complete
A19|large ranges are refused|smaller ones
A20|small ranges are refused|larger ones
B1|another strong entity tag during a download|nothing is mixed; begun again once
B2|another entity tag after a pause|begun again; the old bytes stay until then
B3|only a weak entity tag|never in If-Range; dates or samples decide
B4|only a date|strong only when the reply is younger by a minute
B5|no validator at all|totals decide, and samples of the bytes on resume
B6|If-Range understood for dates only|asked once more without; not failed
B7|another entity tag from each node, same bytes|no endless restart: size, date or samples decide
B8|same validator, other bytes|caught by a checksum; without one it says so
B9|the file shrinks meanwhile|server-changed
B10|the file grows meanwhile|another file
B11|one node has an old file|its connections go, no byte of it stays
B12|a mirror has another file|found out before its bytes are used
B13|a mirror gives a page instead|set aside
B14|the checksum does not match|file-hash-mismatch; nothing under the final name
B15|sums of pieces are known|only bad pieces come again
B16|digests in headers|compared
B17|a local file almost as long as it should be|no tolerance
C1|chunks without a length|one stream; the last chunk ends it
C2|chunks that break off or are malformed|never complete; tried again
C3|only the close ends the body|said to be of unknown length; a TLS cut is incomplete
C4|closed before the length is reached|goes on from there
C5|more bytes than the length|left alone; the connection is not used again
C6|lengths that contradict each other|protocol failure
C7|Transfer-Encoding and Content-Length|chunks win; closed afterwards
C8|a coded body though none was asked for|decoded as one stream
C9|only some ranges are coded|those are rejected
C10|a compressed file labelled as coded|kept as it was sent
C11|codings on codings, bodies that grow without end|refused
C12|endless or huge headers|protocol failure
C13|interim replies|skipped, up to a number
C14|trailers|do not disturb the framing
C15|an empty file|complete, with the sum of nothing
C16|more than 4 GiB; absurd lengths|exact; server-too-large
C17|no HTTP, or just barely|tolerated or a protocol failure; never a file
C18|a status without content|server-no-content, not an empty file
D1|the connection breaks at any byte|only that segment goes on from there
D2|silence in the body|replaced after the timeout
D3|a byte a second|its range goes to the others
D4|connected but never answered|replaced after the timeout
D5|a kept connection closes as it is used again|tried again at once, and not counted
D6|HTTP/2 alone, or its frames in place of an answer|HTTP/1.1 by ALPN; a server of HTTP/2 alone is named in bounded time
D7|every connection is dropped after a while|finished: progress renews the budget
D8|the name cannot be looked up|failed by name, or waited for
D9|the first address of a name is dead|the next one
D10|offline, asleep, clock jumps|waited for; goes on by itself
D11|a portal answers for everyone|noticed; not taken for the file
E1|Retry-After in seconds|kept, never undercut
E2|Retry-After as a date, past or far away|by the server's clock; far away is left to the person
E3|too many connections|fewer, and remembered for the host
E4|one connection only|the probe's stream is the download's
E5|a limit for all downloads of a host|one budget for each host
E6|an error page|never data
E7|down for a while|tried again with growing waits
F1|relative and odd Location|resolved by the URL standard
F2|301, 302, 303, 307, 308|followed
F3|redirects without end|server-redirect-loop
F4|from https to http|refused
F5|to another origin|credentials stay behind
F6|to another scheme|refused
F7|a public page leads to a private address|refused or asked
F8|another host for each request|taken when the validators agree
F9|a signed link expires|resolved again from the first address
F10|a link that works once|not spent on a probe
F11|HEAD is refused|never needed
F12|HEAD and GET disagree|GET counts
F13|a link with a number of requests|streams are used to their ends
F14|a page in place of the file|not taken for it
G1|a certificate that does not hold|failed, with which and why
G2|another certificate later on|a new decision
G3|401|answered once, else server-unauthorized
G4|401 in the middle|what is there stays
G5|a proxy that asks, strips, caches or inserts|answered once; its replies are checked like any, and the end of a broken one dropped
G6|cookies|kept to their scope
G7|user and password in the address|never shown or logged
H1|filename and filename*|the extended one, where it can be decoded
H2|names in every encoding|decoded by validity
H3|malformed Content-Disposition|read as browsers read it
H4|paths in names|only the last component, after decoding
H5|names of devices, endings that act|renamed, on every system
H6|dots and blanks at the ends|trimmed
H7|control characters and signs|replaced
H8|characters that change how a name reads|gone
H9|long names|cut between characters; the ending stays
H10|no name at all|"download" and the ending of its type
H11|names that differ in case or composition|numbered; nothing is replaced
H12|another name later on|the first one stays
I1|the disk is full|file-no-space; goes on exactly once there is room
I2|the disk fails, is read-only or gone|failed by name; what is there stays
I3|the part file was deleted, cut, edited or replaced|noticed; only what does not match comes again
I4|another program holds the target|the rename is tried again
I5|killed, or the power goes, at any instant|no wrong byte; little comes twice
I6|a damaged, old or newer control file|never trusted; the other slot, or begun again
I7|the state says more than the disk holds|data is synced before the state says so
I8|two programs, or one file twice|one lock for each target
I9|the clock is changed|timers do not mind
I10|something lies at the final name|never replaced
`;

/** The catalogue: 116 rows, in their order. */
export const behaviourRows: readonly BehaviourRow[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', happens = '', outcome = ''] = line.split('|');
    return { id, happens, outcome };
  });
