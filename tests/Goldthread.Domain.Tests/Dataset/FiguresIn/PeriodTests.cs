using Goldthread.Domain.Dataset;
using Goldthread.Domain.Dataset.FiguresIn;

namespace Goldthread.Domain.Tests.Dataset.FiguresIn;

[Trait("feature", "I16")]
public class PeriodTests
{
    [Theory]
    [InlineData("2025", "Reporting year", "2024-04-01", "2025-03-31", "2025")]
    [InlineData("202425", "Financial year", "2024-04-01", "2025-03-31", "2024/25")]
    [InlineData("199900", "Academic year", "1999-09-01", "2000-08-31", "1999/00")]
    [InlineData("2024", "Calendar year", "2024-01-01", "2024-12-31", "2024")]
    [InlineData("202425", "Financial year Q4", "2025-01-01", "2025-03-31", "2024/25 Q4")]
    [InlineData("2024", "Calendar year Q1", "2024-01-01", "2024-03-31", "2024 Q1")]
    [InlineData("202425", "Spring term", "2025-01-01", "2025-03-31", "Spring 2024/25")]
    [InlineData("2024", "February", "2024-02-01", "2024-02-29", "February 2024")]
    [InlineData("2022", "Week 37", "2022-09-12", "2022-09-18", "Week 37 2022")]
    [InlineData("2023", "Week 2", "2023-01-09", "2023-01-15", "Week 2 2023")]
    public void A_period_means_days(string timePeriod, string identifier, string start, string end, string label)
    {
        var period = PublishedPeriod.Read(timePeriod, identifier);

        Assert.Equal((start, end, label), (period?.Start.ToString("yyyy-MM-dd", null), period?.End.ToString("yyyy-MM-dd", null), period?.Label));
    }

    [Theory]
    [InlineData("202426", "Academic year")]
    [InlineData("202425", "Calendar year")]
    [InlineData("2024", "Academic year")]
    [InlineData("2024", "Financial year Q1")]
    [InlineData("2023", "Week 53")]
    [InlineData("2023", "Week 0")]
    [InlineData("24", "Reporting year")]
    [InlineData("0001", "Reporting year")]
    [InlineData("2024", "reporting year")]
    [InlineData("２０２４", "Reporting year")]
    public void What_is_no_period_is_refused(string timePeriod, string identifier)
    {
        Assert.Null(PublishedPeriod.Read(timePeriod, identifier));
    }

    [Theory]
    [InlineData("2025", YearKind.Financial, "2024-04-01", "2025-03-31", PublishedPeriodKind.Year)]
    [InlineData("2025", YearKind.Academic, "2024-09-01", "2025-08-31", PublishedPeriodKind.Year)]
    [InlineData("2025", YearKind.Calendar, "2025-01-01", "2025-12-31", PublishedPeriodKind.Year)]
    [InlineData(" 2023/24 ", YearKind.Financial, "2023-04-01", "2024-03-31", PublishedPeriodKind.Year)]
    [InlineData("2015-16", YearKind.Academic, "2015-09-01", "2016-08-31", PublishedPeriodKind.Year)]
    [InlineData("1999/00", YearKind.Financial, "1999-04-01", "2000-03-31", PublishedPeriodKind.Year)]
    [InlineData("2020-22", YearKind.Financial, "2020-01-01", "2022-12-31", PublishedPeriodKind.SeveralYears)]
    [InlineData("2021/22-23/24", YearKind.Financial, "2021-04-01", "2024-03-31", PublishedPeriodKind.SeveralYears)]
    [InlineData("2024/25 Q1", YearKind.Financial, "2024-04-01", "2024-06-30", PublishedPeriodKind.Quarter)]
    [InlineData("Q4 2024/25", YearKind.Financial, "2025-01-01", "2025-03-31", PublishedPeriodKind.Quarter)]
    [InlineData("Q1 2025", YearKind.Calendar, "2025-01-01", "2025-03-31", PublishedPeriodKind.Quarter)]
    [InlineData("Autumn 2024/25", YearKind.Academic, "2024-09-01", "2024-12-31", PublishedPeriodKind.Term)]
    [InlineData("March 2025", YearKind.Financial, "2025-03-01", "2025-03-31", PublishedPeriodKind.Month)]
    [InlineData("Sept-24", YearKind.Financial, "2024-09-01", "2024-09-30", PublishedPeriodKind.Month)]
    [InlineData("202502", YearKind.Financial, "2025-02-01", "2025-02-28", PublishedPeriodKind.Month)]
    [InlineData("2017-03-01", YearKind.Financial, "2017-03-01", "2017-03-31", PublishedPeriodKind.Month)]
    [InlineData("31/03/2025", YearKind.Financial, "2025-03-01", "2025-03-31", PublishedPeriodKind.Month)]
    public void A_text_means_days(string text, YearKind years, string start, string end, PublishedPeriodKind kind)
    {
        var period = PeriodText.Read(text, years)!.Value.Period;

        Assert.Equal((start, end, kind), (period.Start.ToString("yyyy-MM-dd", null), period.End.ToString("yyyy-MM-dd", null), period.Kind));
    }

    [Theory]
    [InlineData("2025 (prov)", FigureStatus.Provisional)]
    [InlineData("2025 (Rev)", FigureStatus.Revised)]
    [InlineData("2020 (Final)", FigureStatus.Final)]
    [InlineData("2016-17 (OT)", FigureStatus.Final)]
    public void What_stands_behind_it_says_how_firm_the_figures_are(string text, FigureStatus expected) => Assert.Equal(expected, PeriodText.Read(text, YearKind.Academic)!.Value.Status);

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("2025/25")]
    [InlineData("2025/24")]
    [InlineData("1850")]
    [InlineData("Q1 2025")] // of which year?
    [InlineData("Q5 2024/25")]
    [InlineData("202513")]
    [InlineData("31/02/2025")]
    [InlineData("Winter 2024/25")]
    [InlineData("２０２５")]
    public void What_is_no_year_is_no_period(string text) => Assert.Null(PeriodText.Read(text, YearKind.Financial));
}
