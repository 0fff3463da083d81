/** Shells that names can be completed in. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

// Each asks `argosy complete -- WORD…`, which answers `candidate<Tab>description` a line. Nothing that was typed is
// evaluated, nothing but the shell itself is needed, and sourcing one twice does no harm. A candidate that ends in `/`
// goes on: no space follows it.

const BASH = String.raw`# bash completion for argosy
_argosy() {
  local candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("${'$'}{candidate%%$'\t'*}")
  done < <(argosy complete -- "${'$'}{COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ ${'$'}{#COMPREPLY[@]} -eq 1 && ${'$'}{COMPREPLY[0]} == */ ]]; then
    compopt -o nospace 2>/dev/null
  fi
}
complete -F _argosy argosy
`;

const ZSH = String.raw`#compdef argosy
# zsh completion for argosy
_argosy() {
  local line none=1
  local -a whole partial
  for line in "${'$'}{(@f)$(argosy complete -- "${'$'}{(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    line=${'$'}{line%$'\t'}
    case ${'$'}{line%%$'\t'*} in
      ('') ;;
      (*/) partial+=("${'$'}{line/$'\t'/:}") ;;
      (*) whole+=("${'$'}{line/$'\t'/:}") ;;
    esac
  done
  (( $#whole )) && _describe argosy whole && none=0
  (( $#partial )) && _describe argosy partial -S '' && none=0
  return none
}
compdef _argosy argosy
`;

const FISH = String.raw`# fish completion for argosy
function __argosy_candidates
  set -l typed (commandline -opc)
  set -l current (commandline -ct)
  argosy complete -- $typed[2..-1] "$current" 2>/dev/null
end
complete -c argosy -e
complete -c argosy -f -a '(__argosy_candidates)'
`;

/** The script that a shell reads. */
export const completionScript = (shell: Shell): string => ({ bash: BASH, zsh: ZSH, fish: FISH })[shell];
