import { exportParts, type ExportFacts, type ExportSource } from './export-facts.ts';
import { SecretVariables } from './secret-variables.ts';
import { commentText, shellWord } from './shell-word.ts';
import { sumCommand } from './sum-line.ts';

const options = '--fail --globoff --location --silent --show-error --proto =http,https';

/**
 * The old trick, for this very download: a bash script that fetches the parts of the file by a curl
 * each, all at once, joins them, and checks length and sum before the file gets its name. `by`: what
 * starts the curls, the shell itself or GNU parallel.
 */
export function curlScript(facts: ExportFacts, by: 'shell' | 'parallel'): string {
  const secrets = new SecretVariables();
  const parts = exportParts(facts);
  // A part is asked for by each source in turn.
  const count = Math.max(1, parts.length);
  const used = facts.sources.slice(0, count);
  const variables = used.map((source, index) => ({ source, name: index === 0 ? 'url' : `mirror_${index}` }));
  const addresses = variables.map(({ source, name }) => `${name}=${shellWord(secrets.url(source.url))}`);
  const curls = Array.from({ length: count }, (_, index) => {
    const { source, name } = variables[index % used.length] ?? { source: facts.sources[0], name: 'url' };
    const part = parts[index];
    const range = part === undefined ? '' : ` --range ${part.start}-${part.end - 1}`;
    return `curl $options${extras(source, secrets)}${range} --output "$parts/${index + 1}" "$${name}"`;
  });
  const needs = by === 'parallel' ? 'curl and GNU parallel' : 'curl';
  return [
    '#!/usr/bin/env bash',
    `# ${commentText(facts.name)}: ${inWords(facts.size, count)}. Needs ${needs};`,
    '# run it in the folder that the file is to lie in.',
    ...secretLines(secrets),
    'set -eu',
    ...guardLines(secrets),
    `file=${shellWord([`./${facts.name}`])}`,
    ...addresses,
    `options='${options}'`,
    `[ ! -e "$file" ] || { echo 'There is a file of that name already.' >&2; exit 13; }`,
    'parts=$(mktemp -d ./parts.XXXXXX)',
    ...(by === 'parallel' ? parallelLines(curls, variables, secrets) : shellLines(curls)),
    `cat ${curls.map((_, index) => `"$parts/${index + 1}"`).join(' ')} >"$parts/whole"`,
    ...checkLines(facts),
    'mv "$parts/whole" "$file"',
    '',
  ].join('\n');
}

function shellLines(curls: readonly string[]): readonly string[] {
  return [
    'pids=',
    `trap 'kill $pids 2>/dev/null || :; rm -r "$parts"' EXIT`,
    ...curls.map((curl) => `${curl} & pids="$pids $!"`),
    'for pid in $pids; do wait "$pid"; done',
  ];
}

/** What it starts has its own shell: it finds what it needs in the environment. */
function parallelLines(
  curls: readonly string[],
  variables: readonly { readonly name: string }[],
  { names }: SecretVariables,
): readonly string[] {
  const exported = ['options', 'parts', ...variables.map(({ name }) => name), ...names];
  return [
    `trap 'rm -r "$parts"' EXIT`,
    `export ${exported.join(' ')} PARALLEL_SHELL="$BASH"`,
    `parallel --jobs ${curls.length} --halt now,fail=1 <<'END'`,
    ...curls,
    'END',
  ];
}

function checkLines({ size, sum }: ExportFacts): readonly string[] {
  return [
    ...(size === null
      ? []
      : [`[ "$(wc -c <"$parts/whole")" -eq ${size} ] || { echo 'It has another length.' >&2; exit 22; }`]),
    ...(sum === null ? [] : [`echo "${sum.hex}  $parts/whole" | ${sumCommand(sum)} -c - || exit 32`]),
  ];
}

/** The options of curl that are of one source alone. */
function extras(source: ExportSource, secrets: SecretVariables): string {
  const { url, headers, signsIn, cookies } = source;
  const words = headers.map((field) => ` --header ${shellWord(secrets.header(field))}`);
  if (signsIn) {
    const who = [...secrets.user(url), ':', ...secrets.password(url)];
    words.push(` --anyauth --user ${shellWord(who)}`);
  }
  if (cookies) words.push(` --cookie ${shellWord(secrets.cookie(url))}`);
  return words.join('');
}

/** Comment lines that name the variables to be set; none where there are none. */
export function secretLines({ lines }: SecretVariables): readonly string[] {
  if (lines.length === 0) return [];
  return [
    '# What would let anybody in is not written here. Set and export before:',
    ...lines.map((line) => `#   ${line}`),
  ];
}

/** One line for each variable that stops where it is not set. */
export function guardLines({ names }: SecretVariables): readonly string[] {
  return names.map((name) => `: "\${${name}:?is named in the comment above: set it first}"`);
}

function inWords(size: number | null, parts: number): string {
  const bytes = size === null ? 'of a length that the server did not tell' : `${size} bytes`;
  return parts === 1 ? `${bytes}, by one curl` : `${bytes} in ${parts} parts, each by a curl of its own`;
}
