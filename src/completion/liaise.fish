# fish completion of liaise. What can stand where, liaise itself knows.
function __fish_liaise
    set -l words (commandline -opc) (commandline -ct)
    set -l found (command $words[1] complete line -- $words[2..-1] 2>/dev/null)
    if test "$found[1]" = :file
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $found
    end
end
complete -c liaise -f -a '(__fish_liaise)'
