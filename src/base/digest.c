/*
 * BLAKE2b with 32 bytes, without a key (RFC 7693).  What two inputs that are not the same have in
 * common is no one's to choose: a material that was made to be taken for another one can't be.
 */
#include "base.h"

enum { BLOCK = sizeof((struct digester *)0)->block };

static const uint64_t start[8] = {
    0x6a09e667f3bcc908u, 0xbb67ae8584caa73bu, 0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u,
    0x510e527fade682d1u, 0x9b05688c2b3e6c1fu, 0x1f83d9abfb41bd6bu, 0x5be0cd19137e2179u,
};

static const uint8_t order[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

static inline uint64_t turn(uint64_t x, int by)
{
	return x >> by | x << (64 - by);
}

/* In locals, with numbers that the compiler knows: three times as fast as over arrays. */
#define MIX(A, B, C, D, X, Y)                                                                      \
	do {                                                                                       \
		A += B + m[X];                                                                     \
		D = turn(D ^ A, 32);                                                               \
		C += D;                                                                            \
		B = turn(B ^ C, 24);                                                               \
		A += B + m[Y];                                                                     \
		D = turn(D ^ A, 16);                                                               \
		C += D;                                                                            \
		B = turn(B ^ C, 63);                                                               \
	} while (0)
#define ROUND(R)                                                                                   \
	do {                                                                                       \
		MIX(v0, v4, v8, vc, order[R][0], order[R][1]);                                     \
		MIX(v1, v5, v9, vd, order[R][2], order[R][3]);                                     \
		MIX(v2, v6, va, ve, order[R][4], order[R][5]);                                     \
		MIX(v3, v7, vb, vf, order[R][6], order[R][7]);                                     \
		MIX(v0, v5, va, vf, order[R][8], order[R][9]);                                     \
		MIX(v1, v6, vb, vc, order[R][10], order[R][11]);                                   \
		MIX(v2, v7, v8, vd, order[R][12], order[R][13]);                                   \
		MIX(v3, v4, v9, ve, order[R][14], order[R][15]);                                   \
	} while (0)

/* Bytes to numbers, the lowest first on any machine. */
static uint64_t number_at(const uint8_t *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	       (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
	       (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static void take_block(struct digester *d, const uint8_t *block, bool last)
{
	uint64_t *h = d->h, m[16];
	uint64_t v0 = h[0], v1 = h[1], v2 = h[2], v3 = h[3], v4 = h[4], v5 = h[5], v6 = h[6],
		 v7 = h[7], v8 = start[0], v9 = start[1], va = start[2], vb = start[3],
		 vc = start[4] ^ d->taken, vd = start[5], ve = last ? ~start[6] : start[6],
		 vf = start[7];
	for (int i = 0; i < 16; i++)
		m[i] = number_at(block + 8 * i);
	ROUND(0);
	ROUND(1);
	ROUND(2);
	ROUND(3);
	ROUND(4);
	ROUND(5);
	ROUND(6);
	ROUND(7);
	ROUND(8);
	ROUND(9);
	ROUND(0);
	ROUND(1);
	h[0] ^= v0 ^ v8;
	h[1] ^= v1 ^ v9;
	h[2] ^= v2 ^ va;
	h[3] ^= v3 ^ vb;
	h[4] ^= v4 ^ vc;
	h[5] ^= v5 ^ vd;
	h[6] ^= v6 ^ ve;
	h[7] ^= v7 ^ vf;
}

void digest_start(struct digester *d)
{
	*d = (struct digester){.n = 0};
	memcpy(d->h, start, sizeof start);
	d->h[0] ^= 0x01010000u ^ sizeof(struct digest);
}

void digest_add(struct digester *d, struct str bytes)
{
	const uint8_t *p = (const uint8_t *)bytes.p;
	size_t left = bytes.n;
	while (left) {
		if (d->n == BLOCK) { /* more follows, so it is not the last one */
			d->taken += BLOCK;
			take_block(d, d->block, false);
			d->n = 0;
		}
		for (; !d->n && left > BLOCK; left -= BLOCK, p += BLOCK) {
			d->taken += BLOCK;
			take_block(d, p, false);
		}
		size_t n = left < BLOCK - d->n ? left : BLOCK - d->n;
		memcpy(d->block + d->n, p, n);
		d->n += n;
		p += n;
		left -= n;
	}
}

struct digest digest_end(struct digester *d)
{
	struct digest out;
	d->taken += d->n;
	memset(d->block + d->n, 0, BLOCK - d->n);
	take_block(d, d->block, true);
	for (size_t i = 0; i < sizeof out.byte; i++)
		out.byte[i] = (uint8_t)(d->h[i / 8] >> 8 * (i % 8));
	return out;
}
