/* Gradescope's submission_metadata.yml, read with libyaml, which no odd name can confuse.
 *
 *   submission_12:
 *     :submitters:
 *     - :name: Jane Doe
 *       :sid: '1001'
 *       :email: jane@x.org
 *     :created_at: 2026-03-04 12:34:56.123456000 Z */
#include "gradescope.h"
#include "limits.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

#include "platforms.h"

static const char *scalar(const yaml_node_t *node)
{
    return node && node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
}

/* The value of a key in a mapping, or NULL. */
static yaml_node_t *value_of(yaml_document_t *doc, const yaml_node_t *map, const char *key)
{
    if (!map || map->type != YAML_MAPPING_NODE)
        return NULL;
    for (const yaml_node_pair_t *p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top;
         p++)
        if (strcmp(scalar(yaml_document_get_node(doc, p->key)), key) == 0)
            return yaml_document_get_node(doc, p->value);
    return NULL;
}

static void add_group(yaml_document_t *doc, const char *folder, const yaml_node_t *group,
                      const char *created, struct intake_people *people)
{
    if (!group || group->type != YAML_SEQUENCE_NODE)
        return;
    for (const yaml_node_item_t *i = group->data.sequence.items.start;
         i < group->data.sequence.items.top; i++) {
        const yaml_node_t *one = yaml_document_get_node(doc, *i);
        people->items = text_need(
            realloc(people->items, (people->count + 1) * sizeof *people->items));
        people->items[people->count++] = (struct intake_person){
            .folder = text_need(strdup(folder)),
            .time = intake_date(created),
            .name = text_need(strdup(scalar(value_of(doc, one, ":name")))),
            .sid = text_need(strdup(scalar(value_of(doc, one, ":sid")))),
            .email = text_need(strdup(scalar(value_of(doc, one, ":email"))))};
    }
}

static void read_document(yaml_document_t *doc, struct intake_people *people)
{
    const yaml_node_t *root = yaml_document_get_root_node(doc);
    if (!root || root->type != YAML_MAPPING_NODE)
        return;
    for (const yaml_node_pair_t *p = root->data.mapping.pairs.start;
         p < root->data.mapping.pairs.top; p++) {
        const yaml_node_t *one = yaml_document_get_node(doc, p->value);
        add_group(doc, scalar(yaml_document_get_node(doc, p->key)),
                  value_of(doc, one, ":submitters"), scalar(value_of(doc, one, ":created_at")),
                  people);
    }
}

void intake_read_people(const char *path, struct intake_people *people, struct notes *notes)
{
    struct stat st;
    size_t size = 0;
    *people = (struct intake_people){0};
    if (lstat(path, &st) != 0)
        return;
    char *text = file_read_plain(path, LIMIT_OWN_FILE_BYTES, &size);
    if (!text) {
        notes_add(notes, "submission_metadata.yml cannot be read; students are called as their "
                         "folders.");
        return;
    }
    yaml_parser_t parser;
    yaml_document_t doc;
    text_need(yaml_parser_initialize(&parser) ? text : NULL);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    if (yaml_parser_load(&parser, &doc)) {
        read_document(&doc, people);
        yaml_document_delete(&doc);
    } else {
        notes_add(notes,
                  "submission_metadata.yml is not YAML, line %zu: %s; students are called as "
                  "their folders. Export it again.",
                  parser.problem_mark.line + 1, parser.problem ? parser.problem : "no memory");
    }
    yaml_parser_delete(&parser);
    free(text);
}

void intake_people_free(struct intake_people *people)
{
    for (size_t i = 0; i < people->count; i++) {
        free(people->items[i].folder);
        free(people->items[i].name);
        free(people->items[i].sid);
        free(people->items[i].email);
    }
    free(people->items);
    *people = (struct intake_people){0};
}
