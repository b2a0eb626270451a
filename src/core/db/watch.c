#include <time.h>

#include "core/db/conn.h"

/* Callbacks from inside the engine come about every ms at this many of its instructions. */
enum { INSTRUCTIONS = 4000 };
/* A row that a set-based statement writes takes about as many. */
enum { INSTRUCTIONS_A_ROW = 150 };
enum { WAIT_LIMIT_MS = 5000 };

/* How far the running statement is: a guess that never says it is done. */
static int64_t part_done(const struct db_watch *w)
{
    int64_t rows = w->instructions / INSTRUCTIONS_A_ROW, most = w->running - w->running / 10;
    return rows < most ? rows : most;
}

bool db_watch_tell(struct db *db)
{
    const struct db_watch *w = db->watch;
    if (!w || !w->progress || !w->progress->fn)
        return true;
    return w->progress->fn(w->progress->ctx, w->done + part_done(w), w->total);
}

static int engine_progress(void *ctx)
{
    struct db *db = ctx;
    if (db->watch) {
        db->watch->instructions += INSTRUCTIONS;
        return !db_watch_tell(db);
    }
    return db->keep_going && !db->keep_going(db->keep_going_ctx);
}

void db_watch_set(struct db *db, struct db_watch *watch)
{
    db->watch = watch;
    bool wanted = watch ? watch->progress && watch->progress->fn : db->keep_going != NULL;
    sqlite3_progress_handler(db->h, wanted ? INSTRUCTIONS : 0, wanted ? engine_progress : NULL, db);
}

void db_set_progress(struct db *db, bool (*fn)(void *ctx), void *ctx)
{
    db->keep_going = fn;
    db->keep_going_ctx = ctx;
    db_watch_set(db, db->watch);
}

/* Another session is writing. Wait in small steps, each of which lets the caller draw or give up.
 */
int db_busy(void *ctx, int tries)
{
    const struct db *db = ctx;
    static const int step_ms[] = {1, 1, 2, 2, 5, 5, 10};
    const int last = (int)(sizeof step_ms / sizeof *step_ms) - 1;
    int waited = 0;
    for (int i = 0; i < tries; i++) {
        waited += step_ms[i < last ? i : last];
        if (i >= last) {
            waited += (tries - 1 - i) * step_ms[last];
            break;
        }
    }
    if (db->no_wait || waited >= WAIT_LIMIT_MS || engine_progress(ctx))
        return 0;
    int ms = step_ms[tries < last ? tries : last];
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL);
    return 1;
}
