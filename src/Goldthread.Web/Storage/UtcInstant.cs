using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Goldthread.Web.Storage;

/// <summary>Instants are UTC, cut to microseconds (PostgreSQL keeps no finer, and hashes must agree); any other kind is
/// refused on write and what is read is marked as UTC.</summary>
internal sealed class UtcInstant() : ValueConverter<DateTime, DateTime>(value => Checked(value), value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    private static DateTime Checked(DateTime value) => value.Kind == DateTimeKind.Utc
        ? value.ToMicroseconds()
        : throw new ArgumentException($"An instant is UTC, and this is {value.Kind}: {value:O}");
}

internal static class Instants
{
    /// <summary>Cut to whole microseconds.</summary>
    public static DateTime ToMicroseconds(this DateTime value) => new(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), value.Kind);

    /// <summary>Now, UTC, in whole microseconds.</summary>
    public static DateTime UtcNow(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime.ToMicroseconds();
}
