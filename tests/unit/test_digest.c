/* Digests, against those of other programs. */
#include "base.h"

#include <setjmp.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

static void hex(const struct digest *d, char out[65])
{
	for (size_t i = 0; i < sizeof d->byte; i++)
		snprintf(out + 2 * i, 3, "%02x", d->byte[i]);
}

/* N bytes in pieces of STEP. */
static struct digest digest_of(size_t n, size_t step)
{
	struct arena a = {0};
	struct digester d;
	char *bytes = arena_alloc(&a, n + 1);
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	digest_start(&d);
	for (size_t i = 0; i < n; i += step)
		digest_add(&d, (struct str){bytes + i, n - i < step ? n - i : step});
	arena_free(&a);
	return digest_end(&d);
}

/* Made with Python: hashlib.blake2b(bytes(i * 7 + i // 251 & 255 for i in range(n)), digest_size=32) */
static void digests_are_those_of_blake2b(void **state)
{
	static const struct {
		size_t n;
		const char *digest;
	} known[] = {
	    {0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
	    {1, "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"},
	    {127, "4ff62e7c4c43fe101a078479c48836be4907d9d498dcc577ca89d694b2c11f9b"},
	    {128, "14696d2a98d9f8a280da8b132b1045b345e1033759c6b02fcc4ee885c8ae7c37"},
	    {129, "3934215260b1039be9d9d2b073b059bcd50120c327a22af93eb4d98cf821c14c"},
	    {255, "2d106b5efea519e4564d2bd56bcfd2245f30787986ad95a734c248f001aee3c4"},
	    {256, "7b4337135e0b112b7ec8528f22dd05af226cca2a358cca731696b6713f9383cb"},
	    {257, "36af0bbce3ecc795d8d339ecc7a22badfd16bfa130fc2748c9b2d0f31ce00dd3"},
	    {1000, "215bbdb5d56e0153eca48cbf15747f1daf9a359f05042c17c87563010af5b92e"},
	    {100000, "9717865b522363ff7e204da77636d78d5c73691e5672b098415d1e19dd6d6f2d"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		char got[65];
		struct digest d = digest_of(known[i].n, known[i].n + 1);
		hex(&d, got);
		assert_string_equal(got, known[i].digest);
	}
}

static void pieces_make_no_difference(void **state)
{
	(void)state;
	for (size_t n = 0; n < 600; n += 37) {
		struct digest whole = digest_of(n, 1000);
		for (size_t step = 1; step < 300; step += 13) {
			struct digest d = digest_of(n, step);
			assert_memory_equal(d.byte, whole.byte, sizeof d.byte);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(digests_are_those_of_blake2b),
	    cmocka_unit_test(pieces_make_no_difference),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
