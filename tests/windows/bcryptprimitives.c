/* ProcessPrng for a wine that lacks it: the random bytes come from advapi32's SystemFunction036.
   It is for trying the Windows build under wine and is in no release. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    return SystemFunction036(data, (ULONG)length);
}
