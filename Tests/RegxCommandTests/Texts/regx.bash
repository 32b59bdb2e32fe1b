# Completion of regx for bash. Source this file.

# What stands behind flag $2 of command $1, or at its operand $2 (+: at all others).
_regx_offer() {
  choices= files= list=
  case "$1 $2" in
    'compare --shape'|'compare --p'|'compare -p'|'compare --keep-prob'|'compare --seed'|'compare --tensor'|'compare --after'|'compare --skip'|'compare --block-size'|'compare --gamma-scale'|'compare --out-features'|'compare --fold-in'|'compare --op-seed'|'compare --call'|'compare --sms'|'compare --threads-per-sm'|'compare --slice'|'compare --shard'|'compare --threads'|'compare --precision'|'compare --threshold'|'compare --edgeitems'|'compare --linewidth'|'apply --shape'|'apply --p'|'apply -p'|'apply --keep-prob'|'apply --seed'|'apply --tensor'|'apply --after'|'apply --skip'|'apply --block-size'|'apply --gamma-scale'|'apply --out-features'|'apply --fold-in'|'apply --op-seed'|'apply --call'|'apply --sms'|'apply --threads-per-sm'|'apply --slice'|'apply --shard'|'apply --threads'|'apply --precision'|'apply --threshold'|'apply --edgeitems'|'apply --linewidth'|'sample --shape'|'sample --seed'|'sample --after'|'sample --skip'|'sample --low'|'sample --high'|'sample --mean'|'sample --std'|'sample --p'|'sample -p'|'sample --keep-prob'|'sample --n'|'sample --fold-in'|'sample --sms'|'sample --threads-per-sm'|'sample --slice'|'sample --shard'|'sample --threads'|'sample --precision'|'sample --threshold'|'sample --edgeitems'|'sample --linewidth'|'explain --at'|'print --tensor'|'print --slice'|'print --shard'|'print --threads'|'print --precision'|'print --threshold'|'print --edgeitems'|'print --linewidth'|'diff --tensor'|'diff --tensor-b'|'diff --rtol'|'diff --atol'|'diff --threads'|'identify --p'|'identify -p'|'identify --tensor'|'identify --engine'|'identify --seeds'|'identify --positions'|'identify --gap'|'identify --state-within'|'identify --words'|'identify --threads'|'check --p'|'check -p'|'check --keep-prob'|'check --seed'|'check --skip'|'check --fold-in'|'check --tensor'|'check --tensor-b'|'check --block-size'|'check --gamma-scale'|'check --level'|'check --threads'|'network --p'|'network -p'|'network --keep-prob'|'network --seed'|'network --tensor'|'network --skip'|'network --layers'|'network --columns'|'network --shape'|'network --blocks'|'network --reduction'|'network --warmup'|'network --slice'|'network --shard'|'network --threads'|'network --precision'|'network --threshold'|'network --edgeitems'|'network --linewidth'|'stats --shape'|'stats --p'|'stats -p'|'stats --keep-prob'|'stats --seed'|'stats --tensor'|'stats --skip'|'stats --fold-in'|'stats --trials'|'stats --confidence'|'stats --block-size'|'stats --gamma-scale'|'stats --op-seed'|'stats --sms'|'stats --threads-per-sm'|'sweep --p'|'sweep -p'|'sweep --seed'|'sweep --shape'|'sweep --tensor'|'sweep --skip'|'sweep --trials'|'sweep --confidence'|'sweep --runs'|'sweep --threads'|'sweep --block-size'|'sweep --gamma-scale'|'sweep --op-seed'|'sweep --sms'|'sweep --threads-per-sm'|'schedule --rate'|'schedule --depths'|'schedule --trials'|'schedule --batch'|'schedule --seed'|'schedule --skip'|'schedule --confidence'|'show --width'|'show --at'|'explore --shape'|'explore --p'|'explore -p'|'explore --seed'|'explore --block-size'|'engines --for')
      : ;;
    'compare --mode'|'compare +'|'identify --mode'|'sweep --mode'|'sweep +'|'explore --mode'|'explore +')
      choices='dropout vanilla-dropout drop-path drop-path:bernoulli drop-path:prescaled drop-path:rand-gt drop-path:article-module dropout1d dropout2d dropout3d feature-dropout alpha-dropout feature-alpha-dropout stochastic-depth:row stochastic-depth:batch drop-block:timm drop-block:torchvision drop-connect gaussian-dropout dropout:binomial dropout:rand-gt dropout:rand-lt dropout:cs231n dropout:linen dropout:nnx' list=1 ;;
    'compare --engine'|'sweep --engine')
      choices='torch torch-mkl numpy numpy-generator jax torch-2.13 torch-2.12 torch-2.11 torch-2.10 torch-2.9 torch-2.8 torch-2.7 torch-2.6 torch-2.5 torch-2.4 torch-2.3 torch-2.2 torch-2.1 torch-2.0 torch-1.13 torch-1.13-intel torch-cuda torch-cuda-2.6 torch-cuda-1.5 torch-compile mlx mlx-swift mlx-0.19.1 tensorflow tensorflow-stateless keras-tensorflow keras-jax keras-torch keras-numpy triton' list=1 ;;
    'compare --input'|'compare --weight'|'apply --input'|'apply --weight'|'network --input'|'stats --input'|'sweep --input')
      choices='rand randn ones zeros arange' files=1 ;;
    'compare --dtype'|'apply --dtype'|'print --dtype'|'check --dtype'|'stats --dtype'|'sweep --dtype')
      choices='float32 float64 float16 bfloat16' ;;
    'compare --memory-format'|'apply --memory-format'|'check --memory-format')
      choices='contiguous channels_last' ;;
    'compare --vector-math'|'apply --vector-math'|'sample --vector-math'|'check --vector-math'|'network --vector-math'|'stats --vector-math'|'sweep --vector-math'|'schedule --vector-math')
      choices='avx2 libm' ;;
    'compare --gpu'|'apply --gpu'|'sample --gpu'|'stats --gpu'|'sweep --gpu'|'explore --gpu')
      choices='t4 k80 p100 v100 a10 a10g a30 a40 a100 l4 l40 l40s h20 h100-pcie h100-sxm h200 b200 rtx-2080-ti rtx-3060 rtx-3090 rtx-4060 rtx-4080-super rtx-4090 rtx-4090-d rtx-5090 rtx-a4000 rtx-a6000 rtx-6000-ada' ;;
    'compare --show'|'apply --show')
      choices='input mask noise output' list=1 ;;
    'compare --format'|'apply --format'|'sample --format'|'print --format'|'network --format')
      choices='torch compact numpy json csv npy safetensors raw hex' ;;
    'compare --output'|'compare -o'|'compare --into'|'apply --output'|'apply -o'|'apply --into'|'sample --output'|'sample -o'|'sample --into'|'explain --output'|'explain -o'|'print --output'|'print -o'|'print --into'|'print 1'|'diff 1'|'diff 2'|'identify --then'|'identify --output'|'identify -o'|'identify 1'|'identify 2'|'check --repeat'|'check 1'|'check 2'|'vectors --cases'|'vectors 1'|'network --w1'|'network --b1'|'network --w2'|'network --b2'|'network --output'|'network -o'|'network --into'|'stats --output'|'stats -o'|'sweep --output'|'sweep -o'|'schedule --output'|'schedule -o'|'show --output'|'show -o')
      files=1 ;;
    'compare --color'|'apply --color'|'sample --color'|'print --color'|'network --color'|'show --color'|'explore --color')
      choices='auto always never' ;;
    'compare --sci-mode'|'apply --sci-mode'|'sample --sci-mode'|'print --sci-mode'|'network --sci-mode')
      choices='auto on off' ;;
    'compare --print-profile'|'apply --print-profile'|'sample --print-profile'|'print --print-profile'|'network --print-profile')
      choices='default short full' ;;
    'apply --mode'|'apply 1'|'check --mode'|'stats --mode'|'stats 1'|'modes 1')
      choices='dropout vanilla-dropout drop-path drop-path:bernoulli drop-path:prescaled drop-path:rand-gt drop-path:article-module dropout1d dropout2d dropout3d feature-dropout alpha-dropout feature-alpha-dropout stochastic-depth:row stochastic-depth:batch drop-block:timm drop-block:torchvision drop-connect gaussian-dropout dropout:binomial dropout:rand-gt dropout:rand-lt dropout:cs231n dropout:linen dropout:nnx' ;;
    'apply --engine'|'sample --engine'|'explain --against'|'check --engine'|'network --engine'|'stats --engine'|'schedule --engine'|'explore --engine'|'engines 1')
      choices='torch torch-mkl numpy numpy-generator jax torch-2.13 torch-2.12 torch-2.11 torch-2.10 torch-2.9 torch-2.8 torch-2.7 torch-2.6 torch-2.5 torch-2.4 torch-2.3 torch-2.2 torch-2.1 torch-2.0 torch-1.13 torch-1.13-intel torch-cuda torch-cuda-2.6 torch-cuda-1.5 torch-compile mlx mlx-swift mlx-0.19.1 tensorflow tensorflow-stateless keras-tensorflow keras-jax keras-torch keras-numpy triton' ;;
    'sample --dtype')
      choices='float32 float64 float16 bfloat16 int64 int32 int16 int8 uint8 uint32 bool' ;;
    'sample 1')
      choices='rand uniform randn normal bernoulli binomial bits split ones zeros arange' ;;
    'explain --format')
      choices='text json' ;;
    'explain +')
      choices='compare apply sample' ;;
    'diff --format'|'identify --format'|'check --format')
      choices='text json' ;;
    'network --rule')
      choices='vanilla inverted none' ;;
    'network --phase')
      choices='train test both' ;;
    'network --rates')
      choices='uniform linear' ;;
    'network --drop-path')
      choices='bernoulli article-module' ;;
    'network --show')
      choices='blocks parameters input layer mask dropped output statistics' list=1 ;;
    'network 1')
      choices='mlp bottleneck' ;;
    'stats --rule')
      choices='inverted vanilla none twice divide-by-p keep-for-drop both-mistakes' list=1 ;;
    'stats --format'|'sweep --format'|'schedule --format')
      choices='table csv json' ;;
    'sweep --figure')
      choices='dropped zeros mean ratio power variance factor batch running evaluation shift' list=1 ;;
    'schedule --show')
      choices='blocks depth summary' list=1 ;;
    'schedule 1')
      choices='linear uniform stagewise' ;;
    'show +')
      choices='compare apply sample stats sweep schedule network diff identify' ;;
    'explore --input')
      choices='rand randn ones zeros arange' ;;
    'modes --format'|'engines --format')
      choices='text json' ;;
    'completion 1')
      choices='bash zsh fish' ;;
    'help 1')
      choices='compare apply sample explain print diff identify check vectors network stats sweep schedule show explore modes engines completion man version' ;;
    *) return 1 ;;
  esac
}

# The flags of command $1.
_regx_flags() {
  case $1 in
    compare|apply) choices='--shape --p -p --keep-prob --seed --mode --engine --input --tensor --dtype --after --skip --eval --no-scale-by-keep --block-size --gamma-scale --no-couple-channels --with-noise --weight --out-features --memory-format --transpose --jit --vector-math --fold-in --op-seed --call --gpu --sms --threads-per-sm --show --side-by-side --format --output -o --slice --shard --into --threads --color --quiet -q --precision --threshold --edgeitems --linewidth --sci-mode --print-profile --repr --help -h --version -V' ;;
    sample) choices='--shape --seed --engine --dtype --after --skip --low --high --mean --std --p -p --keep-prob --n --vector-math --fold-in --gpu --sms --threads-per-sm --format --output -o --slice --shard --into --threads --color --quiet -q --precision --threshold --edgeitems --linewidth --sci-mode --print-profile --repr --help -h --version -V' ;;
    explain) choices='--at --against --format --output -o --help -h --version -V' ;;
    print) choices='--tensor --dtype --format --output -o --slice --shard --into --threads --color --quiet -q --precision --threshold --edgeitems --linewidth --sci-mode --print-profile --repr --help -h --version -V' ;;
    diff) choices='--tensor --tensor-b --close --rtol --atol --equal-nan --format --threads --quiet -q --help -h --version -V' ;;
    identify) choices='--mode --p -p --tensor --engine --seeds --positions --gap --state --no-state --state-within --then --words --format --output -o --threads --quiet -q --help -h --version -V' ;;
    check) choices='--mode --p -p --keep-prob --seed --engine --skip --fold-in --tensor --tensor-b --dtype --repeat --eval --no-scale-by-keep --block-size --gamma-scale --no-couple-channels --with-noise --memory-format --jit --vector-math --level --format --threads --quiet -q --help -h --version -V' ;;
    vectors) choices='--cases --quiet -q --help -h --version -V' ;;
    network) choices='--p -p --keep-prob --seed --engine --input --tensor --skip --vector-math --layers --columns --rule --phase --w1 --b1 --w2 --b2 --shape --blocks --reduction --rates --drop-path --train --eval --warmup --show --side-by-side --format --output -o --slice --shard --into --threads --color --quiet -q --precision --threshold --edgeitems --linewidth --sci-mode --print-profile --repr --help -h --version -V' ;;
    stats) choices='--shape --p -p --keep-prob --seed --mode --engine --input --tensor --dtype --skip --fold-in --trials --confidence --rule --per-element --running --variance-shift --eval --no-scale-by-keep --block-size --gamma-scale --no-couple-channels --with-noise --jit --vector-math --op-seed --gpu --sms --threads-per-sm --format --output -o --quiet -q --help -h --version -V' ;;
    sweep) choices='--p -p --mode --engine --seed --shape --input --tensor --dtype --skip --trials --confidence --figure --runs --threads --eval --no-scale-by-keep --block-size --gamma-scale --no-couple-channels --with-noise --jit --vector-math --op-seed --gpu --sms --threads-per-sm --format --output -o --quiet -q --help -h --version -V' ;;
    schedule) choices='--rate --depths --trials --batch --seed --engine --skip --confidence --vector-math --show --format --output -o --quiet -q --help -h --version -V' ;;
    show) choices='--output -o --ascii --width --at --color --help -h --version -V' ;;
    explore) choices='--shape --p -p --seed --mode --engine --input --block-size --gpu --ascii --color --help -h --version -V' ;;
    modes) choices='--long -l --format --help -h --version -V' ;;
    engines) choices='--long -l --for --format --help -h --version -V' ;;
    completion|man|version|help) choices='--help -h --version -V' ;;
  esac
}

_regx() {
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
    choices='compare apply sample explain print diff identify check vectors network stats sweep schedule show explore modes engines completion man version help dropout vanilla-dropout drop-path drop-path:bernoulli drop-path:prescaled drop-path:rand-gt drop-path:article-module dropout1d dropout2d dropout3d feature-dropout alpha-dropout feature-alpha-dropout stochastic-depth:row stochastic-depth:batch drop-block:timm drop-block:torchvision drop-connect gaussian-dropout dropout:binomial dropout:rand-gt dropout:rand-lt dropout:cs231n dropout:linen dropout:nnx'
    [[ $cur == -* ]] && choices='--help -h --version -V'
  else
  case ${words[1]} in
    dropout|vanilla-dropout|drop-path|drop-path:bernoulli|drop-path:prescaled|drop-path:rand-gt|drop-path:article-module|dropout1d|dropout2d|dropout3d|feature-dropout|alpha-dropout|feature-alpha-dropout|stochastic-depth:row|stochastic-depth:batch|drop-block:timm|drop-block:torchvision|drop-connect|gaussian-dropout|dropout:binomial|dropout:rand-gt|dropout:rand-lt|dropout:cs231n|dropout:linen|dropout:nnx) words[1]=apply operand=2 ;;
  esac
    for ((i = 2; i < n - 1; i++)); do
      word=${words[i]}
      if [[ $pending ]]; then pending=
      elif [[ $ended || $word != -?* ]]; then operand+=1
      elif [[ $word == -- ]]; then ended=1
      elif _regx_offer "${words[1]}" "$word"; then pending=$word
      fi
    done
    choices= files= list=
    if [[ $pending ]]; then
      _regx_offer "${words[1]}" "$pending"
    elif [[ -z $ended && $cur == --*=* ]]; then
      prefix=${cur%%=*}= value=${cur#*=}
      _regx_offer "${words[1]}" "${cur%%=*}"
    elif [[ -z $ended && $cur == -* ]]; then
      _regx_flags "${words[1]}"
    else
      _regx_offer "${words[1]}" "$operand" || _regx_offer "${words[1]}" +
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

complete -F _regx regx
