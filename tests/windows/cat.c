/* Copies its input to its output, byte by byte: what a shell of Windows puts behind a pipe. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>

int main(void)
{
    char part[4096];
    size_t read;
    _setmode(0, _O_BINARY);
    _setmode(1, _O_BINARY);
    while ((read = fread(part, 1, sizeof part, stdin)) > 0)
        fwrite(part, 1, read, stdout);
    return 0;
}
