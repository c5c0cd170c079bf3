/* Runs a command with its output in a pipe, as PowerShell does, and copies what comes to a file: pipe.exe OUT COMMAND...
   Wine's own cmd.exe puts a file where Windows has a pipe. */
#include <stdio.h>
#include <string.h>

int main(int count, char **words)
{
    char command[8192] = "", part[4096];
    size_t read;
    FILE *from, *to;
    for (int i = 2; i < count; i++) {
        strncat(command, words[i], sizeof command - strlen(command) - 2);
        strcat(command, " ");
    }
    to = count > 2 ? fopen(words[1], "wb") : NULL;
    from = to ? _popen(command, "rb") : NULL;
    if (!from)
        return 2;
    while ((read = fread(part, 1, sizeof part, from)) > 0)
        fwrite(part, 1, read, to);
    fclose(to);
    return _pclose(from);
}
