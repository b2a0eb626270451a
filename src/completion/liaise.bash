# bash completion of liaise. What can stand where, liaise itself knows.
_liaise() {
    local line=${COMP_LINE:0:COMP_POINT} cur value
    local -a words found
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    local quoted=${COMP_WORDS[COMP_CWORD]:0:1}
    if [[ $quoted == [\"\'] ]]; then # what is quoted may hold blanks
        words=("${COMP_WORDS[@]:0:COMP_CWORD}" "${COMP_WORDS[COMP_CWORD]:1}")
    else
        quoted=
    fi
    cur=${words[-1]}
    mapfile -t found < <(command "${words[0]}" complete line -- "${words[@]:1}" 2>/dev/null)
    COMPREPLY=()
    if [[ ${found[0]} == :file ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "${cur#*=}")
        return
    fi
    # readline replaces only what stands behind the last of these, but all of what is quoted.
    local kept= upto=${cur%"${cur##*=}"}
    if [[ -z $quoted ]]; then
        [[ $COMP_WORDBREAKS == *:* && $cur == *:* ]] && kept=${cur%"${cur##*:}"}
        [[ $COMP_WORDBREAKS == *=* && ${#upto} -gt ${#kept} ]] && kept=$upto
    fi
    for value in "${found[@]%%$'\t'*}"; do
        value=${value#"$kept"}
        [[ $value == *[:=] ]] && compopt -o nospace 2>/dev/null
        [[ -z $quoted && $value == *[\ \'\"\(\)\&\;\<\>\|\*\?\$\`\!\\\~\#\{\}\[\]]* ]] && printf -v value %q "$value"
        COMPREPLY+=("$value")
    done
}
complete -F _liaise liaise
