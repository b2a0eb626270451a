-- The book of liaise: contacts, what was said to them, and how each change can be taken back.
--
-- This file makes a new book; a migration brings an older one to the same place. Any sqlite3 shell reads it.
--
-- Words used below
--   <noun>_id   a 63-bit key that liaise allocates           <what>_at   an instant, UTC seconds
--   <what>_on   a day, days since 1970-01-01                 op_id       the operation that made the row
--   changed_op  the operation that last changed it, the row's version
--   wall        an interaction's own clock as it was written: seconds since 1970-01-01 00:00 on that clock
--   amounts     1/10000 of the currency's unit               minutes     whole minutes
-- Value sets are small integers, 0 is blank:
--   type 1 company 2 person            flow 1 outbound 2 inbound          initiated_by 1 us 2 them
--   correspondence 1 hard copy 2 email 3 phone      evaluation 1 very positive .. 5 very negative
--   origin 1 manual 2 segment 3 automatic

PRAGMA application_id = 1279869249; -- "LIAA"
PRAGMA user_version = 2;

-- One row: which book this is. A draft file names it, so that it is never resumed in another book.
CREATE TABLE book (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    book_id TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
) STRICT;

-- Numbers that a batch takes and counts that screens show; changed only together with what they count.
-- entry, contact, channel, comment, text, segment, logged, template, group, salesperson, event: the last number used.
-- contacts, contacts_archived, entries, entries_canceled, postponed, segments, logged_segments: how many there are.
CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------------------------
-- Operations. Every change of the book is one row here, claimed first: op_id is the next number, so two sessions
-- that both read before they write cannot both win, and the one that lost reads again. An op is never deleted;
-- what it kept to be undone is, after a while (purged).
CREATE TABLE op (
    op_id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,                    -- made by the caller; the same change sent twice happens once
    session TEXT NOT NULL,
    user TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    command TEXT NOT NULL,                       -- segment-log, entry-cancel, ...
    line TEXT NOT NULL,                          -- for people: Logged segment SM00012: 128 interactions
    records INTEGER NOT NULL,                    -- how many records it touched
    kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)), -- 0 a change, 1 an undo, 2 a redo
    of_op INTEGER REFERENCES op ON DELETE NO ACTION, -- what was undone or redone
    undone_by INTEGER,                           -- the undo that took it back; NULL: it stands
    purged INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1))
) STRICT;
CREATE INDEX op_by_user ON op (user, op_id);

-- Which rows an operation wrote, table by table, in order: i inserted (those of first..last that carry its op_id),
-- u updated and d deleted (their earlier state is in <table>_was), c canceled or un-canceled (op_entry).
CREATE TABLE op_touch (
    op_id INTEGER NOT NULL REFERENCES op ON DELETE NO ACTION,
    seq INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('i', 'u', 'd', 'c')),
    first_id INTEGER,
    last_id INTEGER,
    PRIMARY KEY (op_id, seq)
) STRICT, WITHOUT ROWID;

-- The entries whose Canceled switch an operation turned, with what it was before.
CREATE TABLE op_entry (
    op_id INTEGER NOT NULL,
    entry_no INTEGER NOT NULL,
    was_canceled_op INTEGER,
    was_changed_op INTEGER NOT NULL,
    PRIMARY KEY (op_id, entry_no)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------------------------
-- Marketing Setup
CREATE TABLE setup (
    setup_id INTEGER PRIMARY KEY CHECK (setup_id = 1),
    touch_days INTEGER CHECK (touch_days >= 0),  -- stay in touch every n days, where neither contact nor company says
    undo_days INTEGER NOT NULL DEFAULT 30 CHECK (undo_days >= 0),
    new_contact_type INTEGER NOT NULL DEFAULT 2 CHECK (new_contact_type IN (1, 2)),
    new_correspondence INTEGER NOT NULL DEFAULT 0 CHECK (new_correspondence BETWEEN 0 AND 3),
    new_country TEXT NOT NULL DEFAULT '',
    new_salesperson_id INTEGER REFERENCES salesperson ON DELETE NO ACTION,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;

-- A prefix, a width and the last number given. The counter never goes down, not by undo either.
CREATE TABLE number_series (
    series_id INTEGER PRIMARY KEY,               -- 1 contacts 2 segments 3 campaigns 4 tasks
    name TEXT NOT NULL UNIQUE,
    prefix TEXT NOT NULL,
    width INTEGER NOT NULL CHECK (width BETWEEN 0 AND 18), -- 0: blank series, numbers are typed
    last INTEGER NOT NULL CHECK (last >= 0),
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;

CREATE TABLE salesperson (
    salesperson_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    account TEXT NOT NULL DEFAULT '',            -- the user account it stands for
    blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX salesperson_account ON salesperson (account) WHERE account <> '';

CREATE TABLE interaction_group (
    group_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    description TEXT NOT NULL DEFAULT '',
    blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;

CREATE TABLE interaction_template (
    template_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    group_id INTEGER NOT NULL REFERENCES interaction_group ON DELETE NO ACTION,
    description TEXT NOT NULL DEFAULT '',        -- the default text of the interaction
    unit_cost INTEGER NOT NULL DEFAULT 0 CHECK (unit_cost >= 0),
    unit_minutes INTEGER NOT NULL DEFAULT 0 CHECK (unit_minutes >= 0),
    flow INTEGER NOT NULL DEFAULT 0 CHECK (flow BETWEEN 0 AND 2),
    initiated_by INTEGER NOT NULL DEFAULT 0 CHECK (initiated_by BETWEEN 0 AND 2),
    correspondence INTEGER NOT NULL DEFAULT 0 CHECK (correspondence BETWEEN 0 AND 3),
    ignore_correspondence INTEGER NOT NULL DEFAULT 0 CHECK (ignore_correspondence IN (0, 1)),
    blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE INDEX template_group ON interaction_template (group_id);

-- Interaction Template Setup: which template an event is recorded with. No template: it is not recorded.
CREATE TABLE event (
    event_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40), -- call-out, sales-invoice: lower case
    description TEXT NOT NULL DEFAULT '',        -- '' for those that liaise brings: it knows their names
    template_id INTEGER REFERENCES interaction_template ON DELETE NO ACTION,
    own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)), -- added by the user
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;

-- Totals of what stands in the log and is not canceled, by template and by the group stored on the entry.
CREATE TABLE entry_total (
    template_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (template_id, group_id)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------------------------
-- Contacts. sort_key has the order of (name_fold, no): it is the rowid of the search index too, so a search comes
-- out in the order of the list and the first rows need not wait for the last. It is worked out, never undone.
CREATE TABLE contact (
    contact_id INTEGER PRIMARY KEY,
    no TEXT NOT NULL UNIQUE CHECK (length(no) BETWEEN 1 AND 20),
    type INTEGER NOT NULL CHECK (type IN (1, 2)),
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL,
    sort_key INTEGER NOT NULL,
    company_id INTEGER REFERENCES contact ON DELETE NO ACTION CHECK (type = 2 OR company_id IS NULL),
    job_title TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    email2 TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    mobile TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    address2 TEXT NOT NULL DEFAULT '',
    post_code TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    salesperson_id INTEGER REFERENCES salesperson ON DELETE NO ACTION,
    correspondence INTEGER NOT NULL DEFAULT 0 CHECK (correspondence BETWEEN 0 AND 3),
    home_page TEXT NOT NULL DEFAULT '',
    birthday TEXT NOT NULL DEFAULT '',           -- as ISO 8601 has it, --MM-DD where the year is not known
    note TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',               -- ',press,vip,': sorted, lower case; '' for none
    exclude INTEGER NOT NULL DEFAULT 0 CHECK (exclude IN (0, 1)),
    privacy_blocked INTEGER NOT NULL DEFAULT 0 CHECK (privacy_blocked IN (0, 1)),
    privacy_reason TEXT NOT NULL DEFAULT '',
    touch_days INTEGER CHECK (touch_days >= 0),
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    uid TEXT NOT NULL DEFAULT '',                -- the address book's own key for it, where it was imported
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX contact_sort ON contact (sort_key);
CREATE INDEX contact_name ON contact (name_fold, no, sort_key);
CREATE INDEX contact_company ON contact (company_id, sort_key) WHERE company_id IS NOT NULL;
CREATE INDEX contact_email ON contact (email COLLATE NOCASE) WHERE email <> '';
CREATE INDEX contact_email2 ON contact (email2 COLLATE NOCASE) WHERE email2 <> '';
CREATE UNIQUE INDEX contact_uid ON contact (uid) WHERE uid <> '';
-- Who is left out of follow-ups: few, so that the others need not be looked up.
CREATE INDEX contact_left_out ON contact (contact_id) WHERE archived = 1 OR privacy_blocked = 1 OR exclude = 1;
-- Who is to be stayed in touch with where the book says nothing: few, so that those out of touch are soon counted.
CREATE INDEX contact_touch ON contact (touch_days) WHERE touch_days IS NOT NULL;

-- Any number of further e-mails, phones, addresses and pages with a label.
CREATE TABLE contact_channel (
    channel_id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contact ON DELETE NO ACTION,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4), -- 1 email 2 phone 3 address 4 page
    label TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE INDEX channel_contact ON contact_channel (contact_id);
CREATE INDEX channel_value ON contact_channel (value COLLATE NOCASE);

-- What an imported card or row said that the book has no field for, word for word.
CREATE TABLE contact_kept (
    contact_id INTEGER PRIMARY KEY REFERENCES contact ON DELETE NO ACTION,
    form TEXT NOT NULL,                          -- vcard: content lines; csv: "column<TAB>value" lines
    content TEXT NOT NULL,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;

-- The words a contact is found by. One printf: a chain of || costs half as much again.
CREATE VIEW contact_words (contact_id, sort_key, words) AS
SELECT c.contact_id, c.sort_key,
       printf('%s %s %s %s %s %s %s %s %s %s%s', c.name, c.no, c.email, c.email2, c.city, c.tags,
           iif(c.phone = '', '', replace(replace(replace(replace(c.phone, ' ', ''), '-', ''), '(', ''), ')', '')),
           iif(c.mobile = '', '', replace(replace(replace(replace(c.mobile, ' ', ''), '-', ''), '(', ''), ')', '')),
           coalesce((SELECT k.name FROM contact AS k WHERE k.contact_id = c.company_id), ''), c.note,
           coalesce((SELECT group_concat(' ' || h.value, '') FROM contact_channel AS h WHERE h.contact_id = c.contact_id), ''))
FROM contact AS c;

CREATE VIRTUAL TABLE contact_fts USING fts5 (
    words, content = 'contact_words', content_rowid = 'sort_key',
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4 5', detail = none, columnsize = 0
);
-- Parts of the index are merged in small steps by what is written later, not 16 at once in front of somebody.
INSERT INTO contact_fts (contact_fts, rank) VALUES ('crisismerge', 64);

-- ---------------------------------------------------------------------------------------------------------------
-- Interaction log entries. A text shared by many entries is stored and indexed once.
CREATE TABLE text (
    text_id INTEGER PRIMARY KEY,
    description TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    UNIQUE (description, subject)
) STRICT;
CREATE VIRTUAL TABLE text_fts USING fts5 (
    description, subject, content = 'text', content_rowid = 'text_id',
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3', detail = none, columnsize = 0
);

-- contact_id and company_id have no foreign key: a contact with entries is never deleted (a guard of the deleting
-- batch), and looking the wide row up for each of 100,000 entries costs as much as writing them. Nor has logged_id: no
-- index finds entries by it (first_entry .. last_entry does), so each deleted logged segment would read all entries.
CREATE TABLE entry (
    entry_no INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    company_id INTEGER,                          -- at the time; a company's own entries carry itself
    wall INTEGER NOT NULL,                       -- start of the day where has_time is 0
    has_time INTEGER NOT NULL CHECK (has_time IN (0, 1)),
    zone INTEGER NOT NULL CHECK (zone BETWEEN -1080 AND 1080), -- minutes east of UTC
    text_id INTEGER NOT NULL REFERENCES text ON DELETE NO ACTION,
    template_id INTEGER NOT NULL REFERENCES interaction_template ON DELETE NO ACTION,
    group_id INTEGER NOT NULL REFERENCES interaction_group ON DELETE NO ACTION,
    salesperson_id INTEGER REFERENCES salesperson ON DELETE NO ACTION,
    flow INTEGER NOT NULL CHECK (flow BETWEEN 0 AND 2),
    initiated_by INTEGER NOT NULL CHECK (initiated_by BETWEEN 0 AND 2),
    correspondence INTEGER NOT NULL CHECK (correspondence BETWEEN 0 AND 3),
    evaluation INTEGER NOT NULL DEFAULT 0 CHECK (evaluation BETWEEN 0 AND 5),
    failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
    cost INTEGER NOT NULL CHECK (cost >= 0),
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    via TEXT,                                    -- number or address used
    segment_id INTEGER REFERENCES segment ON DELETE NO ACTION,
    logged_id INTEGER,
    origin INTEGER NOT NULL CHECK (origin BETWEEN 1 AND 3),
    canceled_op INTEGER,                         -- the operation that canceled it; NULL: it counts
    corrects INTEGER,                            -- the entry that this one corrects
    corrected_by INTEGER,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_wall ON entry (wall);
CREATE INDEX entry_contact ON entry (contact_id, wall);
CREATE INDEX entry_company ON entry (company_id, wall) WHERE company_id IS NOT NULL;
CREATE INDEX entry_template ON entry (template_id, wall);
CREATE INDEX entry_salesperson ON entry (salesperson_id, wall) WHERE salesperson_id IS NOT NULL;
CREATE INDEX entry_segment ON entry (segment_id, wall) WHERE segment_id IS NOT NULL;
CREATE INDEX entry_text ON entry (text_id, wall);
CREATE INDEX entry_canceled ON entry (wall) WHERE canceled_op IS NOT NULL;

CREATE TABLE entry_comment (
    comment_id INTEGER PRIMARY KEY,
    entry_no INTEGER NOT NULL REFERENCES entry ON DELETE NO ACTION,
    written_on INTEGER NOT NULL,                 -- the day it stands under
    content TEXT NOT NULL,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL                  -- differs from op_id: edited, by whom and when
) STRICT;
CREATE INDEX comment_entry ON entry_comment (entry_no);
CREATE VIRTUAL TABLE comment_fts USING fts5 (
    content, content = 'entry_comment', content_rowid = 'comment_id',
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3', detail = none, columnsize = 0
);

-- The document that an entry was recorded for: an invoice's number, a mail's Message-ID, a meeting's UID. While the
-- entry is there, canceled or not, the same document makes no second one with the same contact.
CREATE TABLE entry_document (
    entry_no INTEGER PRIMARY KEY REFERENCES entry ON DELETE NO ACTION,
    contact_id INTEGER NOT NULL,
    event TEXT NOT NULL,                         -- the event's code
    no TEXT NOT NULL,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE INDEX document_no ON entry_document (no, event, contact_id);

-- Postponed interactions: out of the log and out of every total. form is what the open form held, field by field;
-- the columns repeat what lists and refusals ask for.
CREATE TABLE postponed (
    entry_no INTEGER PRIMARY KEY,
    contact_id INTEGER,
    salesperson_id INTEGER REFERENCES salesperson ON DELETE NO ACTION,
    template_id INTEGER REFERENCES interaction_template ON DELETE NO ACTION,
    wall INTEGER,
    description TEXT NOT NULL DEFAULT '',
    form TEXT NOT NULL,
    user TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE INDEX postponed_contact ON postponed (contact_id);

-- ---------------------------------------------------------------------------------------------------------------
-- Segments. A line holds only what is its own: what is NULL and not marked follows the header, when it is shown and
-- when it is logged, so changing a header of 100,000 lines changes one row. One whose no. was only imported with its
-- entries has the status of a deleted one.
CREATE TABLE segment (
    segment_id INTEGER PRIMARY KEY,
    no TEXT NOT NULL UNIQUE CHECK (length(no) BETWEEN 1 AND 20),
    status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2)), -- 0 active 1 logged 2 deleted (entries keep its no.)
    description TEXT NOT NULL DEFAULT '',
    date_on INTEGER,
    salesperson_id INTEGER REFERENCES salesperson ON DELETE NO ACTION,
    template_id INTEGER REFERENCES interaction_template ON DELETE NO ACTION,
    group_id INTEGER REFERENCES interaction_group ON DELETE NO ACTION,
    entry_description TEXT NOT NULL DEFAULT '',  -- blank: the segment's description
    subject TEXT NOT NULL DEFAULT '',
    correspondence INTEGER NOT NULL DEFAULT 0 CHECK (correspondence BETWEEN 0 AND 3),
    ignore_correspondence INTEGER NOT NULL DEFAULT 0 CHECK (ignore_correspondence IN (0, 1)),
    flow INTEGER NOT NULL DEFAULT 0 CHECK (flow BETWEEN 0 AND 2),
    initiated_by INTEGER NOT NULL DEFAULT 0 CHECK (initiated_by BETWEEN 0 AND 2),
    unit_cost INTEGER NOT NULL DEFAULT 0 CHECK (unit_cost >= 0),
    unit_minutes INTEGER NOT NULL DEFAULT 0 CHECK (unit_minutes >= 0),
    typed INTEGER NOT NULL DEFAULT 0,            -- header fields that the user typed (LIA_LINE_ bits)
    lines INTEGER NOT NULL DEFAULT 0,
    last_line INTEGER NOT NULL DEFAULT 0,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE INDEX segment_active ON segment (segment_id) WHERE status = 0;

CREATE TABLE segment_line (
    line_id INTEGER PRIMARY KEY,                 -- segment_id * 2^31 + line no.: lines of a segment lie together
    segment_id INTEGER NOT NULL REFERENCES segment ON DELETE NO ACTION,
    contact_id INTEGER,                          -- NULL: not chosen yet
    marks INTEGER NOT NULL DEFAULT 0,            -- LIA_LINE_ bits: personalised fields, their values stand below
    template_id INTEGER REFERENCES interaction_template ON DELETE NO ACTION, -- a template of its own, else NULL
    group_id INTEGER,
    date_on INTEGER,
    salesperson_id INTEGER REFERENCES salesperson ON DELETE NO ACTION,
    description TEXT,
    subject TEXT,
    correspondence INTEGER CHECK (correspondence BETWEEN 0 AND 3),
    ignore_correspondence INTEGER CHECK (ignore_correspondence IN (0, 1)),
    flow INTEGER CHECK (flow BETWEEN 0 AND 2),
    initiated_by INTEGER CHECK (initiated_by BETWEEN 0 AND 2),
    cost INTEGER CHECK (cost >= 0),
    minutes INTEGER CHECK (minutes >= 0),
    evaluation INTEGER NOT NULL DEFAULT 0 CHECK (evaluation BETWEEN 0 AND 5),
    failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1)),
    comment TEXT,
    entry_no INTEGER,                            -- the entry, where this line was logged singly
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE INDEX line_contact ON segment_line (segment_id, contact_id);
CREATE INDEX line_logged ON segment_line (segment_id) WHERE entry_no IS NOT NULL;

CREATE TABLE logged_segment (
    logged_id INTEGER PRIMARY KEY,               -- its entry no.; the header as it was is the segment's row
    segment_id INTEGER NOT NULL REFERENCES segment ON DELETE NO ACTION,
    entries INTEGER NOT NULL,                    -- interactions it made
    entries_canceled INTEGER NOT NULL DEFAULT 0,
    first_entry INTEGER NOT NULL,
    last_entry INTEGER NOT NULL,
    follow_up_id INTEGER REFERENCES segment ON DELETE NO ACTION,
    canceled_op INTEGER,
    op_id INTEGER NOT NULL,
    changed_op INTEGER NOT NULL
) STRICT;
CREATE INDEX logged_segment_of ON logged_segment (segment_id);

-- ---------------------------------------------------------------------------------------------------------------
-- What an operation kept so that it can be undone and redone: the same columns in the same order, no constraints.
-- side 0 is the row before the operation, side 1 the row after it, kept by its undo. Keys have a type, so that their
-- index serves joins with the tables.
CREATE TABLE setup_was (was_op INTEGER, side INTEGER, setup_id INTEGER,
    touch_days, undo_days, new_contact_type, new_correspondence, new_country, new_salesperson_id, op_id, changed_op,
    PRIMARY KEY (was_op, side, setup_id)) WITHOUT ROWID;
CREATE TABLE number_series_was (was_op INTEGER, side INTEGER, series_id INTEGER,
    name, prefix, width, last, op_id, changed_op, PRIMARY KEY (was_op, side, series_id)) WITHOUT ROWID;
CREATE TABLE salesperson_was (was_op INTEGER, side INTEGER, salesperson_id INTEGER,
    code, name, email, phone, account, blocked, op_id, changed_op,
    PRIMARY KEY (was_op, side, salesperson_id)) WITHOUT ROWID;
CREATE TABLE interaction_group_was (was_op INTEGER, side INTEGER, group_id INTEGER,
    code, description, blocked, op_id, changed_op, PRIMARY KEY (was_op, side, group_id)) WITHOUT ROWID;
CREATE TABLE interaction_template_was (was_op INTEGER, side INTEGER, template_id INTEGER,
    code, group_id, description, unit_cost, unit_minutes, flow, initiated_by, correspondence, ignore_correspondence,
    blocked, op_id, changed_op, PRIMARY KEY (was_op, side, template_id)) WITHOUT ROWID;
CREATE TABLE event_was (was_op INTEGER, side INTEGER, event_id INTEGER,
    code, description, template_id, own, op_id, changed_op, PRIMARY KEY (was_op, side, event_id)) WITHOUT ROWID;
CREATE TABLE contact_was (was_op INTEGER, side INTEGER, contact_id INTEGER,
    no, type, name, name_fold, sort_key, company_id, job_title, email, email2, phone, mobile, address, address2,
    post_code, city, country, salesperson_id, correspondence, home_page, birthday, note, tags, exclude,
    privacy_blocked, privacy_reason, touch_days, archived, uid, op_id, changed_op,
    PRIMARY KEY (was_op, side, contact_id)) WITHOUT ROWID;
CREATE TABLE contact_channel_was (was_op INTEGER, side INTEGER, channel_id INTEGER,
    contact_id, kind, label, value, op_id, changed_op, PRIMARY KEY (was_op, side, channel_id)) WITHOUT ROWID;
CREATE TABLE contact_kept_was (was_op INTEGER, side INTEGER, contact_id INTEGER,
    form, content, op_id, changed_op, PRIMARY KEY (was_op, side, contact_id)) WITHOUT ROWID;
CREATE TABLE entry_was (was_op INTEGER, side INTEGER, entry_no INTEGER,
    contact_id, company_id, wall, has_time, zone, text_id, template_id, group_id, salesperson_id, flow, initiated_by,
    correspondence, evaluation, failed, cost, minutes, via, segment_id, logged_id, origin, canceled_op, corrects,
    corrected_by, op_id, changed_op, PRIMARY KEY (was_op, side, entry_no)) WITHOUT ROWID;
CREATE TABLE entry_comment_was (was_op INTEGER, side INTEGER, comment_id INTEGER,
    entry_no, written_on, content, op_id, changed_op, PRIMARY KEY (was_op, side, comment_id)) WITHOUT ROWID;
CREATE TABLE entry_document_was (was_op INTEGER, side INTEGER, entry_no INTEGER,
    contact_id, event, no, op_id, changed_op, PRIMARY KEY (was_op, side, entry_no)) WITHOUT ROWID;
CREATE TABLE postponed_was (was_op INTEGER, side INTEGER, entry_no INTEGER,
    contact_id, salesperson_id, template_id, wall, description, form, user, begun_at, op_id, changed_op,
    PRIMARY KEY (was_op, side, entry_no)) WITHOUT ROWID;
CREATE TABLE segment_was (was_op INTEGER, side INTEGER, segment_id INTEGER,
    no, status, description, date_on, salesperson_id, template_id, group_id, entry_description, subject,
    correspondence, ignore_correspondence, flow, initiated_by, unit_cost, unit_minutes, typed, lines, last_line,
    op_id, changed_op, PRIMARY KEY (was_op, side, segment_id)) WITHOUT ROWID;
CREATE TABLE segment_line_was (was_op INTEGER, side INTEGER, line_id INTEGER,
    segment_id, contact_id, marks, template_id, group_id, date_on, salesperson_id, description, subject,
    correspondence, ignore_correspondence, flow, initiated_by, cost, minutes, evaluation, failed, comment, entry_no,
    op_id, changed_op, PRIMARY KEY (was_op, side, line_id)) WITHOUT ROWID;
CREATE TABLE logged_segment_was (was_op INTEGER, side INTEGER, logged_id INTEGER,
    segment_id, entries, entries_canceled, first_entry, last_entry, follow_up_id, canceled_op, op_id, changed_op,
    PRIMARY KEY (was_op, side, logged_id)) WITHOUT ROWID;
