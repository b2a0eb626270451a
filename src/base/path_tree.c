#include <ftw.h>
#include <stdio.h>

#include "path.h"

static int drop(const char *path, const struct stat *st, int kind, struct FTW *walk)
{
    (void)st, (void)kind, (void)walk;
    return remove(path);
}

int path_remove_tree(const char *dir)
{
    return nftw(dir, drop, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
