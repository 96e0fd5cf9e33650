// The processor's own limit: multiply-adds on registers alone, so that neither memory nor cache can slow them.
// peak KIND THREADS SECONDS, KIND fp32 or amx; prints GFLOP/s of all threads together, or "none" where the
// processor or the system does not have KIND. Two operations (multiply, add) count per multiply-add.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <immintrin.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

using Clock = std::chrono::steady_clock;

static double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Enough independent sums to keep two units of 4 cycles busy; the loops between two looks at the clock are long.
constexpr int kTurns = 100000;

#if defined(__AVX512F__)
using Vector = __m512;
constexpr int kSums = 24, kLanes = 16;
static Vector splat(float value) { return _mm512_set1_ps(value); }
static Vector multiplyAdd(Vector a, Vector b, Vector sum) { return _mm512_fmadd_ps(a, b, sum); }
#elif defined(__AVX2__) && defined(__FMA__)
using Vector = __m256;
constexpr int kSums = 12, kLanes = 8;
static Vector splat(float value) { return _mm256_set1_ps(value); }
static Vector multiplyAdd(Vector a, Vector b, Vector sum) { return _mm256_fmadd_ps(a, b, sum); }
#endif

#if defined(__AVX512F__) || (defined(__AVX2__) && defined(__FMA__))
#define HAS_FMA 1
static double fp32Operations(double seconds) {
  Vector sums[kSums];
#pragma GCC unroll 24
  for (int i = 0; i < kSums; ++i) sums[i] = splat(i);
  const Vector a = splat(0.999f), b = splat(0.001f);
  double done = 0;
  const auto start = Clock::now();
  do {
    for (int turn = 0; turn < kTurns; ++turn) {
#pragma GCC unroll 24
      for (int i = 0; i < kSums; ++i) {
        sums[i] = multiplyAdd(sums[i], a, b);
        // Without this the compiler would be free to shorten the loop.
        asm volatile("" : "+v"(sums[i]));
      }
    }
    done += 2.0 * kLanes * kSums * kTurns;
  } while (secondsSince(start) < seconds);
  return done / secondsSince(start);
}
#endif

#if defined(__AMX_BF16__) && defined(__AMX_TILE__)
#define HAS_AMX 1
struct alignas(64) TileConfig {
  unsigned char palette = 1, startRow = 0, reserved[14] = {};
  unsigned short rowBytes[16] = {};
  unsigned char rows[16] = {};
};

// The system hands out the tiles' 8 KB of state only on request: arch_prctl(ARCH_REQ_XCOMP_PERM, XTILEDATA).
static bool askForTiles() { return syscall(SYS_arch_prctl, 0x1023, 18) == 0; }

static double amxOperations(double seconds) {
  TileConfig config;
  for (int tile = 0; tile < 8; ++tile) config.rows[tile] = 16, config.rowBytes[tile] = 64;
  _tile_loadconfig(&config);
  _tile_zero(0); _tile_zero(1); _tile_zero(2); _tile_zero(3); _tile_zero(4); _tile_zero(5);
  _tile_zero(6); _tile_zero(7);
  double done = 0;
  const auto start = Clock::now();
  do {
    for (int turn = 0; turn < kTurns / 10; ++turn) {
      _tile_dpbf16ps(0, 6, 7); _tile_dpbf16ps(1, 6, 7); _tile_dpbf16ps(2, 6, 7);
      _tile_dpbf16ps(3, 6, 7); _tile_dpbf16ps(4, 6, 7); _tile_dpbf16ps(5, 6, 7);
    }
    // A tile product: 16 x 16 sums of 32 products.
    done += 6.0 * 2 * 16 * 16 * 32 * (kTurns / 10);
  } while (secondsSince(start) < seconds);
  const double rate = done / secondsSince(start);
  _tile_release();
  return rate;
}
#endif

int main(int count, char **words) {
  if (count != 4) return 2;
  const int threads = std::atoi(words[2]);
  const double seconds = std::atof(words[3]);
  double (*operations)(double) = nullptr;
#ifdef HAS_FMA
  if (!std::strcmp(words[1], "fp32")) operations = fp32Operations;
#endif
#ifdef HAS_AMX
  if (!std::strcmp(words[1], "amx") && askForTiles()) operations = amxOperations;
#endif
  if (!operations) return std::puts("none"), 0;
  std::vector<double> rates(threads);
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) workers.emplace_back([&, i] { rates[i] = operations(seconds); });
  double total = 0;
  for (int i = 0; i < threads; ++i) workers[i].join(), total += rates[i];
  std::printf("%.1f\n", total / 1e9);
}
