using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared.Fields;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Settings;

/// <summary>The bank holidays that working days are counted by: those of the product, with days added and taken out, each
/// with a reason.</summary>
[Needs(Right.RunTheSystem)]
public sealed class HolidaysModel(BoardDb db, Viewer viewer, BoardContext board, TimeProvider clock) : BoardPage
{
    public sealed class HolidayInput
    {
        public DateInput Date { get; set; } = new();
        public string? Name { get; set; }
        public string? Reason { get; set; }
    }

    [BindProperty]
    public HolidayInput Input { get; set; } = new();

    /// <summary>From this year on, with what was said of it here; null for a day of the product's own.</summary>
    public IReadOnlyList<(BankHoliday Day, HolidayChange? Change)> Coming { get; private set; } = [];

    /// <summary>Days taken out, from this year on.</summary>
    public IReadOnlyList<HolidayChange> TakenOut { get; private set; } = [];

    /// <summary>The last year the product knows.</summary>
    public int LastYear { get; } = ProductBankHolidays.Load().LastYear;

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop) => await KeepAsync(Input.Date.Read(ModelState, "Input.Date", "the day"), Input.Name?.Trim(), isHoliday: true, "Bank holiday added", stop);

    public async Task<IActionResult> OnPostTakeOutAsync(DateOnly day, CancellationToken stop) => await KeepAsync(day, null, isHoliday: false, "Bank holiday taken out", stop);

    public override async Task FillAsync(CancellationToken stop)
    {
        var first = new DateOnly(clock.Today().Year, 1, 1);
        var changes = await db.HolidayChanges.AsNoTracking().Where(c => c.Date >= first).OrderBy(c => c.At).ToListAsync(stop);
        var latest = changes.GroupBy(c => c.Date).ToDictionary(g => g.Key, g => g.Last());
        Coming = [.. HolidayChange.Apply(ProductBankHolidays.Load(), changes).BankHolidays.Where(h => h.Date >= first).Select(h => (h, latest.GetValueOrDefault(h.Date)))];
        TakenOut = [.. latest.Values.Where(c => !c.IsHoliday).OrderBy(c => c.Date)];
    }

    private async Task<IActionResult> KeepAsync(DateOnly? day, string? name, bool isHoliday, string done, CancellationToken stop)
    {
        var calendar = HolidayChange.Apply(ProductBankHolidays.Load(), await db.HolidayChanges.AsNoTracking().ToListAsync(stop));
        if (day is not null || ModelState.IsValid) ModelState.Add(HolidayChange.Problems(day, name, Input.Reason, isHoliday, calendar));
        if (!ModelState.IsValid || day is not { } date) return await AgainAsync(stop);
        name ??= calendar.BankHolidays.First(h => h.Date == date).Name;
        db.HolidayChanges.Add(new(date, name, isHoliday, Input.Reason!.Trim(), viewer.Name, clock.UtcNow()));
        var answer = await SaveAndGoAsync(db, "/settings/bank-holidays", done, stop);
        board.Refresh();
        return answer;
    }
}
