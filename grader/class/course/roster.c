/* roster.csv: the class list of any platform, into the tables student and identity. */
#include "course.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The columns there may be, by their folded names. */
static const char name_columns[] = "|name|student|student name|full name|fullname|display name|"
                                   "vollstandiger name|nom complet|nombre completo|",
                  first_columns[] = "|first name|firstname|given name|vorname|prenom|nombre|nome|",
                  last_columns[] = "|last name|lastname|surname|family name|nachname|nom|"
                                   "apellidos|apellido s|cognome|",
                  email_columns[] = "|email|e mail|email address|e mail address|mail|"
                                    "e mail adresse|adresse de courriel|direccion de correo|",
                  login_columns[] = "|username|user name|login|login id|sis login id|user id|"
                                    "github username|anmeldename|nom d utilisateur|usuario|",
                  section_columns[] = "|section|sections|section name|class section|",
                  group_columns[] = "|group|groups|group name|gruppe|gruppen|team|";
/* A student may have several numbers, so all of these columns are read. */
static const char id_columns[] = "|id|sid|student id|id number|sis user id|orgdefinedid|"
                                 "org defined id|github id|matrikelnummer|id nummer|identifier|"
                                 "canvas user id|user number|numero d identification|";

struct reading {
    sqlite3 *db;
    const char *path;
    bool good, has_head;
    struct {
        int name, first, last, email, login, section, group;
        int canvas; /* its own number, in its own list */
        int ids[8];
        size_t id_count, count;
    } column;
    size_t students;
};

static void read_head(struct reading *r, const struct text_row *row)
{
    r->has_head = true;
    r->column.name = text_column(row, name_columns);
    r->column.first = text_column(row, first_columns);
    r->column.last = text_column(row, last_columns);
    r->column.email = text_column(row, email_columns);
    r->column.login = text_column(row, login_columns);
    r->column.section = text_column(row, section_columns);
    r->column.group = text_column(row, group_columns);
    bool canvas = text_column(row, "|sis user id|sis login id|") >= 0;
    r->column.canvas = canvas ? text_column(row, "|id|") : -1;
    r->column.count = row->count;
    for (size_t c = 0; c < row->count && r->column.id_count < 8; c++) {
        struct text_row one = {.field = {row->field[c]}, .count = 1};
        if (text_column(&one, id_columns) == 0)
            r->column.ids[r->column.id_count++] = (int)c;
    }
    for (size_t c = 1; c < row->count; c++)
        for (size_t b = 0; b < c; b++)
            if (*row->field[c] && strcasecmp(row->field[b], row->field[c]) == 0 &&
                ((int)b == r->column.name || (int)b == r->column.email))
                r->good = course_complain(r->path, row->line,
                                          "the column %s stands twice; give one another name",
                                          row->field[c]);
    if (r->column.name < 0 && r->column.last < 0 && r->column.email < 0 && r->column.login < 0 &&
        r->column.id_count == 0)
        r->good = course_complain(r->path, row->line,
                                  "no column is known; the first line names them, such as "
                                  "name,id,email");
}

/* "Doe, Jane" as Jane Doe; to be freed. */
static char *name_of(const struct reading *r, const struct text_row *row)
{
    const char *name = text_field(row, r->column.name), *comma = strchr(name, ',');
    const char *first = text_field(row, r->column.first), *last = text_field(row, r->column.last);
    if (*name && comma)
        return text_format("%s %.*s", comma + 1 + strspn(comma + 1, " "), (int)(comma - name),
                           name);
    if (*name)
        return text_need(strdup(name));
    return text_format("%s%s%s", first, *first && *last ? " " : "", last);
}

static void identify(struct reading *r, const char *key, const char *kind, char *value)
{
    if (*value)
        r->good = GRADEBOOK_RUN(r->db,
                                "INSERT OR IGNORE INTO identity VALUES(?1, ?2,"
                                " (SELECT id FROM student WHERE key = ?3))",
                                kind, value, key) &&
                  r->good;
    free(value);
}

/* "doejane", as Canvas names files, of the words from i on as the family name. */
static void identify_squeezed(struct reading *r, const char *key, const char *name)
{
    char *folded = text_fold(name);
    for (const char *cut = strchr(folded, ' '); cut; cut = strchr(cut + 1, ' ')) {
        char *both = text_format("%s%.*s", cut + 1, (int)(cut - folded), folded), *to = both;
        for (const char *s = both; *s; s++)
            if (*s != ' ')
                *to++ = *s;
        *to = '\0';
        identify(r, key, "squeezed", both);
    }
    free(folded);
}

static void identify_all(struct reading *r, const struct text_row *row, const char *key,
                         const char *name)
{
    const char *email = text_field(row, r->column.email);
    identify(r, key, "name", text_fold_sorted(name));
    identify_squeezed(r, key, name);
    identify(r, key, "email", text_fold(email));
    identify(r, key, "login", text_fold(text_field(row, r->column.login)));
    if (strchr(email, '@')) {
        char *local = text_need(strndup(email, strcspn(email, "@")));
        identify(r, key, "login", text_fold(local));
        free(local);
    }
    if (r->column.canvas >= 0)
        identify(r, key, "canvas", text_fold(text_field(row, r->column.canvas)));
    for (size_t i = 0; i < r->column.id_count; i++)
        identify(r, key, "id", text_fold(text_field(row, r->column.ids[i])));
    char *groups = text_need(strdup(text_field(row, r->column.group))), *rest = NULL;
    for (char *g = strtok_r(groups, ",;", &rest); g; g = strtok_r(NULL, ",;", &rest)) {
        char *folded = text_fold(g), *squeezed = text_need(strdup(folded)), *to = squeezed;
        for (const char *s = folded; *s; s++) /* as Canvas names files */
            if (*s != ' ')
                *to++ = *s;
        *to = '\0';
        identify(r, key, "group", folded);
        identify(r, key, "group", squeezed);
    }
    free(groups);
}

static bool is_there(sqlite3 *db, const char *key)
{
    sqlite3_stmt *q = gradebook_query(db, "SELECT 1 FROM student WHERE key = ?1 AND on_roster");
    sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
    bool yes = gradebook_step(q);
    sqlite3_finalize(q);
    return yes;
}

static bool is_address(const char *email)
{
    const char *at = strchr(email, '@');
    return at && at > email && at[1] && !strpbrk(email, " ,;<>") && !strchr(at + 1, '@');
}

/* Is the value in that column somebody else's already? Then says so. */
static bool stands_above(struct reading *r, const struct text_row *row, int column)
{
    char *value = text_fold(text_field(row, column)), number[32];
    sqlite3_stmt *q = gradebook_query(r->db, "SELECT line FROM temp.roster_value WHERE place = ?1"
                                             " AND value = ?2");
    sqlite3_bind_int(q, 1, column);
    sqlite3_bind_text(q, 2, value, -1, SQLITE_STATIC);
    long long line = *value && gradebook_step(q) ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_finalize(q);
    snprintf(number, sizeof number, "%zu", row->line);
    char *place = text_format("%d", column);
    if (*value && !line)
        GRADEBOOK_RUN(r->db, "INSERT INTO temp.roster_value VALUES(CAST(?1 AS INTEGER), ?2, ?3)",
                      place, value, number);
    free(place);
    free(value);
    return line && !course_complain(r->path, row->line,
                                    "%s is above already, in line %lld; take one out, or give "
                                    "both an id or e-mail of their own",
                                    text_field(row, column), line);
}

static bool stands_above_by_id(struct reading *r, const struct text_row *row)
{
    bool yes = r->column.login >= 0 && stands_above(r, row, r->column.login);
    for (size_t i = 0; i < r->column.id_count && !yes; i++) {
        const char *id = text_field(row, r->column.ids[i]);
        if (strspn(id, "0123456789.,") == strcspn(id, "E") && strstr(id, "E+"))
            yes = !course_complain(r->path, row->line,
                                   "a spreadsheet has rounded the number %s; make that column "
                                   "text and save it again",
                                   id);
        yes = yes || stands_above(r, row, r->column.ids[i]);
    }
    return yes;
}

static void add_student(struct reading *r, const struct text_row *row)
{
    const char *email = text_field(row, r->column.email), *login = text_field(row, r->column.login),
               *id = "";
    for (size_t i = 0; i < r->column.id_count && !*id; i++)
        id = text_field(row, r->column.ids[i]);
    char *name = name_of(r, row);
    const char *key = *email ? email : *id ? id : *login ? login : name;
    if (row->count != r->column.count) {
        r->good = course_complain(
            r->path, row->line, "there %s %zu column%s, but the first line has %zu; %s",
            row->count == 1 ? "is" : "are", row->count, row->count == 1 ? "" : "s", r->column.count,
            row->count > r->column.count ? "put a name with a comma in quotes"
                                         : "leave empty what is not known, but keep the commas");
    } else if (*email && !is_address(email)) {
        r->good = course_complain(
            r->path, row->line, "%s is not an e-mail address; write jane@x.org, or leave it empty",
            email);
    } else if (*email && stands_above(r, row, r->column.email)) {
        r->good = false;
    } else if (stands_above_by_id(r, row)) {
        r->good = false;
    } else if (!*key) {
        r->good = course_complain(r->path, row->line,
                                  "there is neither name nor id nor e-mail; fill one in, or take "
                                  "the line out");
    } else if (is_there(r->db, key)) {
        r->good = course_complain(r->path, row->line,
                                  "%s is above already; take one out, or give both an id or "
                                  "e-mail of their own",
                                  key);
    } else {
        r->good = GRADEBOOK_RUN(
                      r->db,
                      "INSERT INTO student(key, name, lms_id, email, layout, on_roster, section)"
                      " VALUES(?1, ?2, ?3, ?4, 'roster', 1, ?5) ON CONFLICT(key) DO UPDATE SET"
                      " name = ?2, lms_id = ?3, email = ?4, on_roster = 1, section = ?5",
                      key, *name ? name : key, *id ? id : login, email,
                      text_field(row, r->column.section)) &&
                  r->good;
        identify_all(r, row, key, *name ? name : key);
        r->students++;
    }
    free(name);
}

/* Lines of Canvas's gradebook that are not students. */
static bool is_canvas_line(const struct reading *r, const struct text_row *row)
{
    const char *name = text_field(row, r->column.name);
    name += strspn(name, " ");
    return strcmp(name, "Points Possible") == 0 || strcmp(name, "Student, Test") == 0 ||
           strcmp(name, "Test Student") == 0;
}

static bool on_row(void *to, const struct text_row *row)
{
    struct reading *r = to;
    bool empty = true;
    for (size_t c = 0; c < row->count; c++)
        empty = empty && !row->field[c][strspn(row->field[c], " ")];
    if (empty)
        return true;
    if (!r->has_head) {
        read_head(r, row);
        return r->good;
    }
    if (!is_canvas_line(r, row))
        add_student(r, row);
    return true;
}

bool course_read_roster(sqlite3 *db, const char *path)
{
    struct reading r = {.db = db, .path = path, .good = true};
    sqlite3_exec(db,
                 "UPDATE student SET on_roster = 0; DELETE FROM identity;"
                 "DROP TABLE IF EXISTS temp.roster_value; CREATE TEMP TABLE roster_value("
                 "place INTEGER, value TEXT, line INTEGER, PRIMARY KEY(place, value));",
                 NULL, NULL, NULL);
    if (access(path, F_OK) != 0)
        return course_complain(path, 0,
                               "it is not there; put the class list of your platform there, or a "
                               "line name,id,email for a class without one");
    if (!course_read_csv(path, on_row, &r))
        return false;
    if (r.good && !r.has_head)
        return course_complain(path, 0,
                               "it is empty; its first line names the columns, such as "
                               "name,id,email");
    return r.good;
}
