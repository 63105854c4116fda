/*
 * replay - runs a fuzz target over files, without a fuzzer; TAP.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay(const char *path)
{
	enum { LIMIT = 1 << 20 };
	static uint8_t data[LIMIT];
	FILE *f = fopen(path, "rb");
	if (f == NULL) {
		printf("not ok - %s can be read\n", path);
		return;
	}
	size_t n = fread(data, 1, sizeof data, f);
	fclose(f);
	printf("# %s\n", path); /* the last line of a run that does not come back */
	fflush(stdout);
	LLVMFuzzerTestOneInput(data, n);
	printf("ok - %s\n", path);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	return 0;
}
