using CsCheck;
using Goldthread.Domain.Dataset;

namespace Goldthread.Domain.Tests.Dataset;

/// <summary>Series for tests: monthly from January 2024 unless told otherwise.</summary>
internal static class A
{
    public static readonly DateOnly Start = new(2024, 1, 1);

    /// <summary>The first day of a month, counted from 0.</summary>
    public static DateOnly Month(int i) => Start.AddMonths(i);

    public static DatedValue[] Series(params double?[] values) => [.. values.Select((v, i) => new DatedValue(Month(i), v))];

    /// <summary>12 figures that go up and down around 50, then the given ones.</summary>
    public static DatedValue[] SteadySeriesThen(params double?[] values) =>
        Series([49, 51, 48, 52, 50, 49, 51, 52, 48, 50, 51, 49, .. values]);

    /// <summary>Any of some values.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
