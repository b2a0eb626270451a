/* setup_events.h: the commands of setup that are about events. */
#ifndef CLI_SETUP_EVENTS_H
#define CLI_SETUP_EVENTS_H

#include "cli.h"

int setup_events(struct cli *cli);
int setup_map(struct cli *cli);
int setup_add_event(struct cli *cli);
int setup_delete_event(struct cli *cli);

#endif
