# Calls the completion function as bash would; says what differs from what is expected.
source ./kettle.bash

# $1: what is expected; the rest: the words as bash splits them, the last one to be completed.
expect() {
  local expected=$1
  shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  _kettle
  [[ ${COMPREPLY[*]} == "$expected" ]] || echo "$*: '${COMPREPLY[*]}', not '$expected'"
}

expect 'boil pour steep help green black black:smoked mint' kettle ''
expect 'boil black black:smoked' kettle b
expect '--help -h --version -V' kettle -
expect '--litres --log' kettle boil --l
expect 'mains battery sun' kettle boil --power ''
expect 'mains battery sun' kettle boil --power =
expect 'sun' kettle boil --power = s
expect '' kettle boil --litres ''
expect '--slowly' kettle pour --note --power --s
expect 'green,black green,black:smoked' kettle boil --tea green,b
expect 'smoked' kettle boil --tea = green,black : s
expect 'smoked' kettle boil -t black :
expect 'cup bowl' kettle pour ''
expect 'bowl' kettle pour --tea x b
expect 'bowl' kettle pour --tea = x b
expect '' kettle pour -- -
expect 'lid' kettle pour --from l
expect '' kettle stir ''
expect 'mint' kettle steep green m
expect '--tea' kettle mint --te
expect 'mains battery sun' kettle mint --power ''
expect 'smoked' kettle steep black : s
expect '' kettle boil '*'
COMP_WORDBREAKS=' '
expect '--power=sun' kettle boil --power=s
expect '--tea=green,black:smoked' kettle boil --tea=green,black:s
