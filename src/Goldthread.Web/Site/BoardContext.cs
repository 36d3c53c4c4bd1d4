using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Site;

/// <summary>The board this process serves: its settings and its words. Read at most every few seconds, for they change
/// once a year and stand on every page.</summary>
public sealed class BoardContext(IServiceScopeFactory scopes, BoardOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly WorkingDays Product = ProductBankHolidays.Load();
    private (BoardSettings Settings, DateTimeOffset At)? kept;
    private (WorkingDays Days, DateTimeOffset At)? calendar;

    /// <summary>The settings.</summary>
    public BoardSettings Settings
    {
        get
        {
            if (kept is { } known && clock.GetUtcNow() - known.At < Fresh) return known.Settings;
            using var scope = scopes.CreateScope();
            var settings = scope.ServiceProvider.GetRequiredService<BoardDb>().Settings.AsNoTracking().FirstOrDefault() ?? new();
            kept = (settings, clock.GetUtcNow());
            return settings;
        }
    }

    /// <summary>Working days as this board counts them: the product's bank holidays with what its settings add or take out.</summary>
    public WorkingDays WorkingDays
    {
        get
        {
            if (calendar is { } known && clock.GetUtcNow() - known.At < Fresh) return known.Days;
            using var scope = scopes.CreateScope();
            var days = HolidayChange.Apply(Product, scope.ServiceProvider.GetRequiredService<BoardDb>().HolidayChanges.AsNoTracking().ToList());
            calendar = (days, clock.GetUtcNow());
            return days;
        }
    }

    /// <summary>The words its menus speak.</summary>
    public Words Words => Words.For(Settings.Vocabulary);

    /// <summary>Everybody in it is invented, and it was started to be shown: only then may anyone sign in as anybody. A board is not
    /// opened by the way it is started, nor by what its database says, alone.</summary>
    public bool IsShown => options.IsDemonstration && Settings.IsDemonstration;

    /// <summary>Forgets what it knew, after a change.</summary>
    public void Refresh() => (kept, calendar) = (null, null);
}
