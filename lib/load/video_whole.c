/* video_whole.c: videos cut short that ffmpeg takes for shorter ones. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "load_file.h"

/* Values of a pixel's four in a frame, by the stream's colour space; 0: another one. */
static size_t samples_of_four(const char *space)
{
    return strncmp(space, "mono", 4) == 0   ? 4
           : strncmp(space, "420", 3) == 0  ? 6
           : strncmp(space, "422", 3) == 0  ? 8
           : strcmp(space, "444") == 0      ? 12
           : strncmp(space, "444p", 4) == 0 ? 12
                                            : 0;
}

/* The bytes of a YUV4MPEG2 frame without its line; 0 when that is not known. */
static size_t frame_bytes(char *header)
{
    size_t rows = 0, cols = 0, four = 6, depth = 1;
    char *rest;
    for (char *word = strtok_r(header, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (*word == 'W')
            cols = strtoul(word + 1, NULL, 10);
        else if (*word == 'H')
            rows = strtoul(word + 1, NULL, 10);
        else if (*word == 'C') {
            const char *bits = strchr(word, 'p');
            four = samples_of_four(word + 1);
            depth = strncmp(word, "Cmono1", 6) == 0 ||
                            (bits && bits[1] == '1') /* p10, p12, mono16: two bytes a sample */
                        ? 2
                        : 1;
        }
    }
    if (four == 0 || rows == 0 || cols == 0 || rows > 65535 || cols > 65535)
        return 0;
    size_t half_cols = (cols + 1) / 2, half_rows = (rows + 1) / 2;
    size_t colours = four == 4   ? 0
                     : four == 6 ? 2 * half_cols * half_rows
                     : four == 8 ? 2 * half_cols * rows
                                 : 2 * cols * rows;
    return depth * (rows * cols + colours);
}

/* Step from frame to frame, as far as the file goes. */
static bool yuv4mpeg_whole(FILE *f)
{
    char line[512];
    if (!fgets(line, sizeof line, f) || !strchr(line, '\n'))
        return true; /* ffmpeg knows what is wrong with it */
    line[strcspn(line, "\n")] = '\0';
    size_t size = frame_bytes(line + strlen("YUV4MPEG2 "));
    if (size == 0)
        return true;
    long at = ftell(f);
    if (at < 0 || fseek(f, 0, SEEK_END) != 0)
        return true;
    long end = ftell(f);
    while (at < end) {
        if (fseek(f, at, SEEK_SET) != 0 || !fgets(line, sizeof line, f))
            return true;
        if (strncmp(line, "FRAME", 5) != 0)
            return end - at >= 6; /* another fault; less is a line cut short */
        at = ftell(f) + (long)size;
    }
    return at == end && strchr(line, '\n');
}

/* A transport stream is made of packets of one size, each of which begins with 0x47. */
static bool packets_whole(const unsigned char *first, long size)
{
    if (first[0] == 0x47 && first[188] == 0x47)
        return size % 188 == 0;
    return first[4] != 0x47 || first[4 + 192] != 0x47 || size % 192 == 0;
}

/* The last block of a GIF is 0x3B; zeros may follow. */
static bool gif_whole(FILE *f, long size)
{
    int last = 0;
    for (long at = size - 1; at > 0 && last == 0; at--)
        last = fseek(f, at, SEEK_SET) == 0 ? fgetc(f) : EOF;
    return last == 0x3B;
}

enum sb_status video_whole(const char *path, struct sb_error *err)
{
    unsigned char first[257] = {0};
    FILE *f = fopen(path, "rb");
    if (!f && errno == ENOMEM)
        return sb_fail(err, SB_ENOMEM, "%s: out of memory", short_path(path));
    if (!f)
        return SB_OK; /* ffmpeg says why */
    size_t got = fread(first, 1, 256, f);
    long size = fseek(f, 0, SEEK_END) == 0 ? ftell(f) : 0;
    bool list = memcmp(first, "#EXTM3U", 7) == 0 || memcmp(first, "ffconcat", 8) == 0 ||
                (first[0] == '<' && strstr((char *)first, "<MPD"));
    bool whole = true;
    rewind(f);
    if (memcmp(first, "YUV4MPEG2 ", 10) == 0)
        whole = yuv4mpeg_whole(f);
    else if (memcmp(first, "GIF8", 4) == 0)
        whole = gif_whole(f, size);
    else if (got == 256)
        whole = packets_whole(first, size);
    fclose(f);
    const char *name = short_path(path);
    if (list)
        return sb_fail(err, SB_EIO, "%s: is a list of videos; give one of them", name);
    return whole ? SB_OK : sb_fail(err, SB_EIO, "%s: the video is cut short; fetch it again", name);
}
