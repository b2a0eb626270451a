/* Pictures of the machinery's own screens: frame/ and ../golden/frame. */
#include <locale.h>

#include "demo.h"
#include "golden.h"

static struct app *start(struct terminal *t, void *ctx)
{
    demo_init(ctx, 200);
    return demo_app(ctx, t, SELECTION_BAR);
}

static void end(struct app *app, void *ctx)
{
    app_free(app);
    demo_clear(ctx);
}

int main(void)
{
    struct demo d;
    setlocale(LC_ALL, "C.UTF-8");
    return golden_main(&(struct golden){"frame", start, end, &d});
}
