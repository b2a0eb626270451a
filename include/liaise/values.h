/* liaise/values.h: the value sets and fixed-point units of domain.md 2. 0 is always "blank". */
#ifndef LIAISE_VALUES_H
#define LIAISE_VALUES_H

#include "liaise/base.h"

typedef enum lia_contact_type { LIA_COMPANY = 1, LIA_PERSON = 2 } lia_contact_type;
typedef enum lia_flow { LIA_FLOW_BLANK, LIA_OUTBOUND, LIA_INBOUND } lia_flow;
typedef enum lia_by { LIA_BY_BLANK, LIA_BY_US, LIA_BY_THEM } lia_by;
typedef enum lia_corr { LIA_CORR_BLANK, LIA_HARD_COPY, LIA_EMAIL, LIA_PHONE } lia_corr;
typedef enum lia_evaluation {
    LIA_EVAL_BLANK, LIA_VERY_POSITIVE, LIA_POSITIVE, LIA_NEUTRAL, LIA_NEGATIVE, LIA_VERY_NEGATIVE
} lia_evaluation;
typedef enum lia_origin { LIA_MANUAL = 1, LIA_FROM_SEGMENT, LIA_AUTOMATIC } lia_origin;
typedef enum lia_entry_status { LIA_LOGGED, LIA_FAILED, LIA_CANCELED_ENTRY, LIA_CORRECTED } lia_entry_status;

typedef enum lia_value_set {
    LIA_SET_TYPE, LIA_SET_FLOW, LIA_SET_BY, LIA_SET_CORR, LIA_SET_EVALUATION, LIA_SET_RESULT, LIA_SET_STATUS,
    LIA_SET_ORIGIN, LIA_SET_CHANNEL
} lia_value_set;

/* The fixed word for machines ("very-positive", "" for blank); NULL when value is not in the set. */
LIA_API const char *lia_value_code(lia_value_set set, int value);
/* The translated word for people ("very positive"). */
LIA_API const char *lia_value_name(lia_value_set set, int value);
/* By code or name, case folded, unambiguous beginnings too. -1: not in the set. */
LIA_API int lia_value_parse(lia_value_set set, const char *text);
/* How many values the set has, blank included; they run 0..count-1, those of sets without a blank
 * (type, origin, channel) 1..count. */
LIA_API int lia_value_count(lia_value_set set);

enum { LIA_DAY_NONE = INT32_MIN }; /* no date */
#define LIA_WALL_NONE INT64_MIN    /* no date and time */

/* Codes: trimmed, upper-cased, 1..20 characters (code points). Writes at most LIA_CODE_MAX bytes. */
enum { LIA_CODE_MAX = 88 };
LIA_API LIA_MUST_USE lia_status lia_code_normal(const char *text, const char *field, char out[LIA_CODE_MAX],
                                                lia_error *err);

#endif
