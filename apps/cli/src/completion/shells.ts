import type { Choice, Place } from './tree.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const names = (choices: readonly Choice[]): string => choices.map(({ name }) => name).join(' ');
const withValue = (places: readonly Place[]): string[] =>
  [
    ...new Set(
      places.flatMap(({ options }) =>
        options.filter(({ takesValue }) => takesValue).map(({ name }) => name),
      ),
    ),
  ].toSorted();

// Walks the words before the cursor to a place of the tree; a value of an option is no command.
const walk = (places: readonly Place[], words: string): string => `
  place=liaise skip=
  for word in ${words}; do
    if [[ -n $skip ]]; then skip=; continue; fi
    case $word in
      ${withValue(places).join('|')}) skip=1; continue ;;
    esac
    case "$place $word" in
${places
  .slice(1)
  .map(({ path }) => `      ${quoted(path)}) place=${quoted(path)} ;;`)
  .join('\n')}
    esac
  done`;

function bash(places: readonly Place[]): string {
  const rows = places.map(
    ({ path, commands, options }) =>
      `    ${quoted(path)}) commands=${quoted(names(commands))} options=${quoted(names(options))} ;;`,
  );
  return `# bash completion of liaise, made by: liaise completion bash
_liaise() {
  local place skip word commands= options= current=\${COMP_WORDS[COMP_CWORD]}
${walk(places, '"${COMP_WORDS[@]:1:COMP_CWORD-1}"')}
  COMPREPLY=()
  # The value of an option is a file or a word of the person's own.
  if [[ -n $skip ]]; then return; fi
  case $place in
${rows.join('\n')}
  esac
  if [[ $current == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -n $commands ]]; then COMPREPLY=($(compgen -W "$commands" -- "$current"))
  fi
}
complete -o default -F _liaise liaise
`;
}

const described = (choices: readonly Choice[]): string =>
  choices
    .map(({ name, says }) => quoted(`${name}:${says.replaceAll(':', String.raw`\:`)}`))
    .join(' ');

function zsh(places: readonly Place[]): string {
  const rows = places.map(
    ({ path, commands, options }) =>
      `    ${quoted(path)}) commands=(${described(commands)}) options=(${described(options)}) ;;`,
  );
  return `#compdef liaise
# zsh completion of liaise, made by: liaise completion zsh
_liaise() {
  local place skip word
  local -a commands options
${walk(places, '"${(@)words[2,CURRENT-1]}"')}
  if [[ -n $skip ]]; then _files; return; fi
  case $place in
${rows.join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then _describe -o option options
  elif (( $#commands )); then _describe command commands
  else _files
  fi
}
compdef _liaise liaise
`;
}

function fish(places: readonly Place[]): string {
  const rows = places.flatMap(({ path, commands, options }) => {
    const at = `complete -c liaise -n ${quoted(`test (__liaise_place) = "${path}"`)}`;
    return [
      ...(commands.length > 0 ? [`${at} -f`] : []),
      ...commands.map(({ name, says }) => `${at} -a ${name} -d ${quoted(says)}`),
      ...options.map(
        ({ name, says, takesValue }) =>
          `${at} -l ${name.slice(2)}${takesValue ? ' -r' : ''} -d ${quoted(says)}`,
      ),
    ];
  });
  return `# fish completion of liaise, made by: liaise completion fish
function __liaise_place
  set -l place liaise
  set -l skip
  for word in (commandline -opc)[2..-1]
    if test -n "$skip"
      set skip
      continue
    end
    switch $word
      case ${withValue(places).join(' ')}
        set skip 1
    end
    switch "$place $word"
${places
  .slice(1)
  .map(({ path }) => `      case ${quoted(path)}\n        set place ${quoted(path)}`)
  .join('\n')}
    end
  end
  echo $place
end
${rows.join('\n')}
`;
}

const scripts: Readonly<Record<Shell, (places: readonly Place[]) => string>> = { bash, zsh, fish };

export const completionScript = (shell: Shell, places: readonly Place[]): string =>
  scripts[shell](places);
