# Completion of kettle for fish: a file kettle.fish in its completions.

function __kettle_is
    set -l words (commandline -opc)
    test (count $words) -ge 2; or return
    contains -- $words[2] 'green' 'black' 'black:smoked' 'mint'; and set words[2] steep
    contains -- $words[2] $argv
end

function __kettle_list
    set -l token (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l before (string match -r '^.*,' -- $token)
    printf '%s\n' "$before"($argv)
end

function __kettle_1
    printf '%s\t%s\n' \
        'green' 'Leaves, unoxidized' \
        'black' 'Leaves, oxidized' \
        'black:smoked' 'Dried over a fire of pine' \
        'mint' ''
end

function __kettle_2
    printf '%s\t%s\n' \
        'mains' '' \
        'battery' '' \
        'sun' ''
end

function __kettle_3
    printf '%s\t%s\n' \
        'spout' 'The usual' \
        'lid' 'A mistake'
end

function __kettle_4
    printf '%s\t%s\n' \
        'cup' 'With a handle' \
        'bowl' 'Without'
end

function __kettle_5
    printf '%s\t%s\n' \
        'boil' 'Heat water' \
        'pour' 'Pour what was boiled' \
        'steep' 'Make tea of what was boiled'
end

complete -c kettle -f
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -a 'boil' -d 'Heat water'
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -a 'pour' -d 'Pour what was boiled'
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -a 'steep' -d 'Make tea of what was boiled'
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -a 'help' -d 'Explain the program or a command'
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -a 'green' -d 'Leaves, unoxidized'
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -a 'black' -d 'Leaves, oxidized'
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -a 'black:smoked' -d 'Dried over a fire of pine'
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -a 'mint' -d ''
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -l help -s h -d 'Explain; -h is the short form'
complete -c kettle -n 'test (count (commandline -opc)) -eq 1' -l version -s V -d 'Print the version; with --verbose, more of it'
complete -c kettle -n '__kettle_is boil' -l litres -s l -x -d 'How much'
complete -c kettle -n '__kettle_is boil' -l degrees -x -d 'How hot it gets'
complete -c kettle -n '__kettle_is boil pour steep' -l tea -s t -x -a '(__kettle_list __kettle_1)' -d 'What to brew'
complete -c kettle -n '__kettle_is boil pour steep' -l power -x -a '(__kettle_2)' -d 'Where the power comes from'
complete -c kettle -n '__kettle_is boil' -l no-whistle -d 'Be quiet'
complete -c kettle -n '__kettle_is boil' -l log -s o -r -F -d 'Write there what happened'
complete -c kettle -n '__kettle_is boil pour steep help' -l note -x -d 'Say it in the log'
complete -c kettle -n '__kettle_is boil pour steep help' -l help -s h -d 'Explain; -h is the short form'
complete -c kettle -n '__kettle_is boil pour steep help' -l version -s V -d 'Print the version; with --verbose, more of it'
complete -c kettle -n '__kettle_is boil pour' -F
complete -c kettle -n '__kettle_is pour' -l slowly -d 'Don\'t spill'
complete -c kettle -n '__kettle_is pour' -l from -r -F -a '(__kettle_3)' -d 'Where it comes out'
complete -c kettle -n '__kettle_is pour' -a '(__kettle_4)'
complete -c kettle -n '__kettle_is steep' -a '(__kettle_list __kettle_1)'
complete -c kettle -n '__kettle_is help' -a '(__kettle_5)'
