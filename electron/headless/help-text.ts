/** What `--help` prints. The options stand in docs word for word: change both. */
export const helpText = {
  tributary: `tributary: many connections in, one verified file out

  tributary get URL... [options]          fetch files
  tributary verify FILE SUM               check a file against a checksum
  tributary verify -c SUMSFILE            check every file that a sums file names
  tributary repair FILE URL... [options]  make a damaged or unfinished file what its sum says
  tributary metalink FILE URL...          print a metalink of a file, with sums of its pieces
  tributary serve [options]               the window in a browser

  tributary COMMAND --help                the options of a command
  tributary --version
`,

  get: `tributary get URL... [options]

  -d, --dir DIR           folder (current)
  -o, --out NAME          name of the one file
  -x, --connections N     connections at most for a download, 1 to 64 (6)
  -j, --jobs N            downloads at a time (5)
  -i, --input FILE        URLs, one a line ("-" is stdin); further ones after a tab are mirrors;
                          an indented line is options of the line above (out=, dir=, checksum=)
      --batch             [001-100], [a-z], [1-9:2] and {a,b} in a URL stand for several URLs
      --mirror URL        another source of the one URL given; repeatable
      --prefer URL        of these the one that gets all connections but one for each other source
      --checksum SUM      the sum that the file must have: MD5, SHA-1, SHA-256, SHA-384, SHA-512,
                          and by its name BLAKE2b (blake2b:…)
      --adopt FILE        go on with a file that another program left half done (curl, wget, aria2 with its
                          .aria2, .crdownload, .part): samples are compared, FILE stays as it is
      --find-checksum     where none is given, look for one beside each URL: SHA256SUMS, .sha256 and
                          the like, once for a folder; one that is found has to match
  -H, --header 'K: V'     to that URL's origin only; repeatable
  -u, --user NAME[:PASSWORD]
                          who you are at that URL's origin; a password that is missing is asked for
      --password-file FILE
                          the password is the first line of FILE ("-" is stdin)
      --netrc             users and passwords of $NETRC, else ~/.netrc
      --cookies FILE      cookies to send, from a cookies.txt (Netscape's form); each to its own hosts
      --proxy URL         http, https, socks5, socks5h, socks4, socks4a; '' is none
                          (http_proxy, https_proxy, all_proxy)
      --no-proxy HOSTS    hosts to reach without it: names, addresses, networks, * (no_proxy)
      --ca-certificate FILE
                          trust what the authorities in FILE sign, besides the system's; repeatable
      --crl FILE          refuse what the revocation list in FILE names; repeatable
      --trust-certificate [HOST:PORT=]SHA256
                          trust this one certificate, at this server only; repeatable
      --limit RATE        bytes a second: 500k, 2M (powers of 1,024)
      --timeout S         a connection that brings nothing for S seconds is replaced (15)
      --patience S        give up after S seconds without a new byte (120; 0 is never)
      --json              one JSON object a line on stdout
  -q, --quiet             no progress

A URL may also be the path of a metalink (.meta4, .metalink): its files are fetched by their sums.
The same command again goes on where it was, also with a new link to the same file.
Exit status: 0 ok, 1 other, 2 timeout or patience, 3 not found, 6 network, TLS, or the proxy (also
where it wants another password), 7 interrupted, 8 cannot resume or changed twice, 9 disk full,
13 file exists, 15-17 open, create, read or write error, 19 DNS, 22 bad reply, 23 too many
redirects, 24 authorization, 28 bad option, 32 checksum.
`,

  verify: `tributary verify FILE SUM
tributary verify -c SUMSFILE
tributary verify FOLDER

  SUM                     a sum in any usual notation, or the name of a sums file that holds FILE
  -c, --check SUMSFILE    check every file that it names, as seen from its own folder; "-" reads the
                          sums from stdin, for files as seen from here
  FOLDER                  check what every file of sums in it names: SHA256SUMS and its kin, *.sha256 …

Files of a list are read on all cores, and told in the order of the list.

Exit status: 0 match, 3 file missing, 7 interrupted, 15 cannot be opened, 17 cannot be read,
28 no checksum, 32 mismatch.
`,

  repair: `tributary repair FILE URL... --checksum SUM [options]
tributary repair FILE --metalink METALINK [URL...] [options]

      --checksum SUM      the sum that the file must have
      --metalink FILE     its sums count, and its addresses are sources too; with sums of pieces only
                          the pieces that do not match are fetched
  -x, --connections N     connections at most, 1 to 64 (6)
      --timeout S         a connection that brings nothing for S seconds is given up (15)
      --json              one JSON object on stdout at the end
  -q, --quiet             no progress and no notes
  -H, -u, --password-file, --netrc, --cookies, --proxy, --no-proxy, --ca-certificate, --crl and
  --trust-certificate     as for get

Without sums of pieces FILE is compared with what the URLs bring, stripe by stripe, until it matches
with the differences put in; each URL is asked in turn, and one that brought other bytes is named.
FILE may be longer, shorter or unfinished, as curl, wget, aria2 or a browser (.crdownload, .part)
leaves it: what it lacks is fetched first, by FILE.aria2 where that is there, and no more where it
matches then. It is changed only when all that is to be put in lies proven in FILE.repair beside it;
until then an interruption changes nothing, and after that the same command finishes what was begun.
Exit status: 0 matches now, 7 interrupted, 13 in use, or FILE.repair is not Tributary's, 15-17 open,
create, read or write error, 28 bad option, 32 still no match; else as for get.
`,

  metalink: `tributary metalink FILE URL... [--name NAME]

      --name NAME         the name that the file is listed under (its own)

Prints a metalink of version 4 on stdout: size, SHA-256, those of its pieces, and the URLs as sources in
their order. What would let anybody in (users, signed values) stands there as a variable that is named
above it.
Exit status: 0 printed, 3 file missing, 7 interrupted, 15 cannot be opened, 17 cannot be read,
28 bad option.
`,

  serve: `tributary serve [options]

      --port P            port to listen on; 0 picks one (0)
      --dir DIR           folder that files may be written to; repeatable (Downloads)
      --token-file F      where the session token is kept; written when it is missing
      --host ADDR         address to listen on (127.0.0.1)
      --ca-certificate FILE, --crl FILE
                          as for get
      --allow-host NAME   name by which the window is reached from elsewhere; repeatable
      --allow-commands    a window may say which command is run here for each finished file

Prints the address of the window first. SIGTERM and SIGINT save everything and end with 0.
`,
} as const;
