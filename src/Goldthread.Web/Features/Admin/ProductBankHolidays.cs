using Goldthread.Domain;

namespace Goldthread.Web.Features.Admin;

/// <summary>The bank holidays of England and Wales that come with the product; a board's settings may add to them.</summary>
internal static class ProductBankHolidays
{
    /// <summary>Reads the list that is part of the program.</summary>
    public static WorkingDays Load()
    {
        using var text = new StreamReader(typeof(ProductBankHolidays).Assembly.GetManifestResourceStream("bank-holidays.csv")!);
        var problems = WorkingDays.Read(text, out var holidays);
        return problems.Count == 0 ? new(holidays) : throw new InvalidDataException($"{problems[0].Field}: {problems[0].Message}");
    }
}
