/* i18n.h: text for people. _() translates; N_() marks for translation in tables. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(s)  dgettext("liaise", s)
#define N_(s) s
#define ngettext_(one, many, n) dngettext("liaise", one, many, (unsigned long)(n))

#endif
