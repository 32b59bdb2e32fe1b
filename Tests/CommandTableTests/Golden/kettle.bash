# Completion of kettle for bash. Source this file.

# What stands behind flag $2 of command $1, or at its operand $2 (+: at all others).
_kettle_offer() {
  choices= files= list=
  case "$1 $2" in
    'boil --litres'|'boil -l'|'boil --degrees'|'boil --note'|'pour --note'|'steep --note'|'help --note')
      : ;;
    'boil --tea'|'boil -t'|'pour --tea'|'pour -t'|'steep --tea'|'steep -t'|'steep +')
      choices='green black black:smoked mint' list=1 ;;
    'boil --power'|'pour --power'|'steep --power')
      choices='mains battery sun' ;;
    'boil --log'|'boil -o'|'boil +'|'pour 2')
      files=1 ;;
    'pour --from')
      choices='spout lid' files=1 ;;
    'pour 1')
      choices='cup bowl' ;;
    'help 1')
      choices='boil pour steep' ;;
    *) return 1 ;;
  esac
}

# The flags of command $1.
_kettle_flags() {
  case $1 in
    boil) choices='--litres -l --degrees --tea -t --power --no-whistle --log -o --note --help -h --version -V' ;;
    pour) choices='--tea -t --power --slowly --from --note --help -h --version -V' ;;
    steep) choices='--tea -t --power --note --help -h --version -V' ;;
    help) choices='--note --help -h --version -V' ;;
  esac
}

_kettle() {
  local breaks= strip= prefix= pending= ended= joined= choices= files= list= word cur value
  local -i i n=0 operand=1
  local -a words=() offers=()
  COMPREPLY=()
  # Bash splits words at these; the program does not.
  [[ $COMP_WORDBREAKS == *=* ]] && breaks+='='
  [[ $COMP_WORDBREAKS == *:* ]] && breaks+=':'
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $breaks && $word && -z ${word//[$breaks]/} ]] && ((n > 0)); then
      words[n-1]+=$word joined=1
    elif [[ $joined ]]; then
      words[n-1]+=$word joined=
    else
      words[n]=$word
      n+=1
    fi
  done
  cur=${words[n-1]} value=$cur
  if ((n <= 2)); then
    choices='boil pour steep help green black black:smoked mint'
    [[ $cur == -* ]] && choices='--help -h --version -V'
  else
  case ${words[1]} in
    green|black|black:smoked|mint) words[1]=steep operand=2 ;;
  esac
    for ((i = 2; i < n - 1; i++)); do
      word=${words[i]}
      if [[ $pending ]]; then pending=
      elif [[ $ended || $word != -?* ]]; then operand+=1
      elif [[ $word == -- ]]; then ended=1
      elif _kettle_offer "${words[1]}" "$word"; then pending=$word
      fi
    done
    choices= files= list=
    if [[ $pending ]]; then
      _kettle_offer "${words[1]}" "$pending"
    elif [[ -z $ended && $cur == --*=* ]]; then
      prefix=${cur%%=*}= value=${cur#*=}
      _kettle_offer "${words[1]}" "${cur%%=*}"
    elif [[ -z $ended && $cur == -* ]]; then
      _kettle_flags "${words[1]}"
    else
      _kettle_offer "${words[1]}" "$operand" || _kettle_offer "${words[1]}" +
    fi
  fi
  if [[ $list && $value == *,* ]]; then
    prefix+=${value%,*}, value=${value##*,}
  fi
  [[ $breaks ]] && strip=${cur%"${cur##*[$breaks]}"}
  IFS=' ' read -ra offers <<< "$choices"
  for word in "${offers[@]}"; do
    [[ $word == "$value"* ]] || continue
    word=$prefix$word
    COMPREPLY+=("${word#"$strip"}")
  done
  if [[ $list ]]; then
    compopt -o nospace 2> /dev/null
  elif [[ $files && ${#COMPREPLY[@]} -gt 0 ]]; then
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$value")
    compopt -o filenames 2> /dev/null
  elif [[ $files ]]; then
    # Bash's own completion of files knows about quotes and the tilde.
    compopt -o default 2> /dev/null
  fi
  return 0
}

complete -F _kettle kettle
