#:project ../src/Goldthread.Domain/Goldthread.Domain.csproj
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false

// Extracts the figures of the demonstration from a folder of published files, and makes up the local ones.
//   dotnet run tools/demonstration-figures.cs -- FOLDER
// FOLDER holds the published files as the README beside the figures names them. Reads indicators.csv there,
// writes areas.csv, neighbours.csv and figures.csv beside it. Running it twice gives the same files.
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Dataset;

const string Croydon = "E09000008", England = "E92000001", London = "E12000007", OuterLondon = "E13000002";
const string Cin = "children-in-need/", Cla = "children-looked-after/";

if (args is not [var folder, ..] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Say which folder holds the published files");
    return 1;
}
var here = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFilePath")!)!;
var output = Path.GetFullPath(Path.Combine(here, "../src/Goldthread.Web/Features/Dataset/Demonstration"));

var indicators = Table(Path.Combine(output, "indicators.csv")).ToDictionary(row => row["code"]);
var figures = new List<Figure>();

// Areas and the two models of statistical neighbours. The files know old three-digit numbers only.
var population = Published("population/ons_mid-year_population_estimates_2012_to_2024.csv", ["age_group"], ["population_estimate"]);
var codeOf = population.Where(row => row.Area.OldCode.Length == 3).OrderBy(row => row.Period.End).GroupBy(row => row.Area.OldCode).ToDictionary(group => group.Key, group => group.Last().Area);
List<Neighbour> neighbours = [.. Neighbours("New_Statistical_Neighbour_Groupings_April_2021.csv", 5, "April 2021", "2021-04-01", "2025-04-30"), .. Neighbours("sn_model_2025_wide.csv", 4, "May 2025", "2025-05-01", "")];
SortedDictionary<string, (string Name, string Kind, string Old)> areas = new(StringComparer.Ordinal)
{
    [England] = ("England", "Country", "970"),
    [London] = ("London", "Region", "986"),
    [OuterLondon] = ("Outer London", "Region", "988"),
    [Croydon] = ("Croydon", "LA", "306"),
};
// A comparison of eleven areas says little: these have the figures of every authority in England, for the latest years only.
HashSet<string> ofAllAuthorities = ["CSC04", "CSC06", "CSC11", "CSC14", "CSC17", "CSC18", "CSC20", "CSC27"];
const int AllAuthoritiesSince = 2022;
SortedDictionary<string, (string Name, string Kind, string Old)> furtherAreas = new(StringComparer.Ordinal);
foreach (var neighbour in neighbours) areas[neighbour.Area.Code] = (neighbour.Area.Name, "LA", neighbour.Area.OldCode);
var areaOfOldCode = areas.ToDictionary(area => area.Value.Old, area => area.Key);

// A rate of the year to 31 March 2025 is set against the children of mid-2024, whose time_period is 2024.
var children = population.ToDictionary(row => (row.Area.Code, row.Period.End.Year + 1), row => row.Measures[0]);

Rate("CSC04", Cin + "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", "referral_count", "CPP_Total_Rateper10,000");
Lait("CSC05P", "RefBySource_Police_%");
Lait("CSC05S", "RefBySource_Schl_%");
Share("CSC06", Cin + "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", ["rereferral_count"], "referral_count");
Share("CSC07", Cin + "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", ["no_further_action_count"], "referral_count");
Lait("CSC08", "Continue_Assess_Comp");
Share("CSC09", Cin + "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv", ["not_in_need_count"], "referral_count");
foreach (var (code, factor) in new[] { ("CSC10DA", "Domestic_Abuse_parent"), ("CSC10MH", "Mental_Health_parent"), ("CSC10NE", "Neglect"), ("CSC10CE", "Child_criminal_exploitation") })
    Share(code, Cin + "c3_factors_identified_at_end_of_assessment_2018_to_2025.csv", [factor], "Episodes_with_assessment_factor");
Rate("CSC11", Cin + "b1_children_in_need_2013_to_2025.csv", "At31_episodes", "CIN");
Lait("CSC13", "CINTime2more");
Rate("CSC14", Cin + "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv", "Section47", "Section_47");
Rate("CSC16", Cin + "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv", "ICPC", "ISCP_Conf");
Share("CSC17", Cin + "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv", ["Duration_0-10_days", "Duration_11-15_days"], "ICPC");
Rate("CSC18", Cin + "d5_cpps_at31march_by_duration_2013_to_2025.csv", "CPP_At31", "CPP_rate");
Share("CSC20", Cin + "d3_cpps_subsequent_plan_2013_to_2025.csv", ["CPP_subsequent"], "CPP_start");
Share("CSC21", Cin + "d5_cpps_at31march_by_duration_2013_to_2025.csv", ["2_years_or_more"], "CPP_At31");
Lait("CSC22", "CPPlans2yrs");
Lait("CSC23", "RevCP");
LookedAfter("CSC27", "Children looked after on 31 March each year", "LAC");
LookedAfter("CSC27S", "Children starting to be looked after each year", "LAC_Start_Rate");
Unaccompanied("CSC28");
Rows("CSC29", Cla + "la_cla_placement_stability.csv", "cla_group", "CLA on 31 March", "placement_stability", "With 3 or more placements during the year", "Total children", "LACStable_2016on");
Rows("CSC30", Cla + "la_cla_placement_stability.csv", "cla_group", "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years", "placement_stability", "Living with the same carer for at least 2 years", "Total children", "LAC_LongStable%");
Lait("CSC31", "LACDistance");
Rows("CSC33", Cla + "la_care_leavers_accommodation_suitability.csv", "care_leaver_age", "19 to 21 years", "breakdown", "Accommodation considered suitable", "Suitability total", "CareLeaverAcc");
Rows("CSC33E", Cla + "la_care_leavers_activity.csv.gz", "care_leaver_age", "19 to 21 years", "breakdown", "Total in education, employment or training", "Total", "CareLeaverEET");
Lait("MIS06", "Children_missing");
foreach (var (code, breakdown, key) in new[] { ("HLT04", "Had their annual health assessment", "LACHealth%"), ("HLT04D", "Had their teeth checked by a dentist", "LACDental%"), ("HLT04I", "Had their immunisations up to date", "LACVaccinations%") })
    Rows(code, Cla + "la_conviction_health_outcome_cla.csv.gz", "characteristic", "Health assessments: Children looked after all ages", "breakdown", breakdown, "Total all ages", key);
Lait("HLT05", "Emotional_LAC");
Lait("CSC35A", "Work_Force_Agecy_Rate");
Lait("CSC35V", "Work_Force_Vac_Rate");
Lait("CSC35T", "Work_Force_TO_Rate");
Lait("CSC36", "Work_Force_AvgNumCase_SW");
Absence("EDU04N", "CINO at 31 March");
Absence("EDU04P", "CPPO at 31 March");
Absence("EDU04L", "CLA 12 months at 31 March");
Lait("EDU04", "TotPerAbNew");
Lait("EDU03S", "TotFixedEx");
Lait("EDU03P", "TotPermEx");
HealthPlans("EDU11");
Admissions("HLT07");
Lait("HLT17", "CMH_0-17yrs");
Lait("CAF01", "CareApplications");
Lait("YJS01", "FirstYJS");
Crime("POL13", "SEXUAL OFFENCES", ["RAPE", "OTHER SEXUAL OFFENCES"]);
Crime("POL14", "VIOLENCE AGAINST THE PERSON", ["VIOLENCE WITH INJURY"]);
Crime("POL15", "VIOLENCE AGAINST THE PERSON", ["STALKING AND HARASSMENT"]);
Crime("POL16", "POSSESSION OF WEAPONS", ["POSSESSION OF WEAPONS"]);

// Made up, one seed each, so that the charts have something to say: a step, a fall, and plain variation.
Invent("MIS01", 1, size: 92, quarter => quarter < 16 ? 0.42 : Math.Min(0.72, 0.58 + 0.04 * (quarter - 16))); // improves from April 2023
Invent("CSC03", 2, size: 2350, _ => 0.86, spread: 0.025);
Invent("CSC24", 3, size: 1420, quarter => quarter is 4 or 5 ? 0.71 : 0.88, spread: 0.02); // the first lockdown
Invent("CSC25", 4, size: 640, _ => 0.67, spread: 0.03); // no change
Invent("CSC26", 5, size: 118, quarter => 0.46 + 0.006 * quarter);
Invent("HLT08", 6, size: 310, quarter => quarter < 20 ? 0.81 : 0.81 - 0.035 * (quarter - 19), spread: 0.02); // worsens from April 2024
Invent("HLT03", 7, size: 62, _ => 0.58);
Invent("HLT18", 8, size: 48, quarter => quarter < 18 ? 0.63 : 0.44); // worsens from October 2023
Invent("POL02", 9, size: 1980, quarter => quarter < 12 ? 0.79 : 0.91, spread: 0.015); // better once sent by machine, April 2022
Invent("MAR02", 10, size: 205, _ => 0.33);
Invent("TRN03", 11, size: 140, _ => 1.9, spread: 0.15);
Invent("BRD02", 12, size: 34, _ => 0.72);

Check();
Write("areas.csv", ["code", "name", "kind", "old_code"], areas.Concat(furtherAreas).OrderBy(area => area.Key, StringComparer.Ordinal).Select(area => new object?[] { area.Key, area.Value.Name, area.Value.Kind, area.Value.Old }));
Write("neighbours.csv", ["area", "model", "valid_from", "valid_to", "rank", "neighbour", "closeness"], neighbours.Select(n => new object?[] { Croydon, n.Model, n.From, n.To, n.Rank, n.Area.Code, n.Closeness }));
Write("figures.csv", ["indicator", "area", "period_kind", "period_label", "start", "end", "numerator", "denominator", "value", "symbol", "status", "note"],
    figures.OrderBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Area, StringComparer.Ordinal).ThenBy(f => f.Period.End)
        .Select(f => new object?[] { f.Code, f.Area, f.Period.Kind.ToString(), f.Period.Label, f.Period.Start, f.Period.End, f.Numerator, f.Denominator, f.Value, f.Symbol, f.Status, f.Note }));
return 0;

// Count of a year over the children of the mid-year before.
void Rate(string code, string file, string measure, string check)
{
    foreach (var row in Published(file, ["category"], [measure]).Where(row => WantedFor(code, row)))
        Part(code, CodeOf(row), row.Period.End.Year, row.Measures[0], children.TryGetValue((row.Area.Code, row.Period.End.Year), out var whole) ? whole : children.GetValueOrDefault((CodeOf(row), row.Period.End.Year), Missing()));
    Compare(code, check);
}

void Share(string code, string file, string[] parts, string whole)
{
    foreach (var row in Published(file, ["category"], [.. parts, whole]).Where(row => WantedFor(code, row)))
        Part(code, CodeOf(row), row.Period.End.Year, row.Measures.SkipLast(1).Aggregate(Sum), row.Measures[^1]);
}

// Numerator and denominator stand in two rows of the same area and year.
void Rows(string code, string file, string group, string groupValue, string breakdown, string part, string whole, string laitKey)
{
    var rows = Published(file, [group, breakdown], [file.Contains("care_leavers", StringComparison.Ordinal) ? "care_leaver_count" : "children_count"]).Where(row => Wanted(row) && row.Filters[0] == groupValue).ToList();
    var wholes = rows.Where(row => row.Filters[1] == whole).ToDictionary(row => (row.Area.Code, row.Period.End.Year), row => row.Measures[0]);
    foreach (var row in rows.Where(row => row.Filters[1] == part))
        Part(code, row.Area.Code, row.Period.End.Year, row.Measures[0], wholes[(row.Area.Code, row.Period.End.Year)]);
    Compare(code, laitKey);
    Lait(code, laitKey); // the years before
}

void LookedAfter(string code, string kind, string laitKey)
{
    foreach (var row in Published(Cla + "cla_number_and_rate_per_10k_children.csv", ["population_type"], ["children_count", "population_estimate"]).Where(row => WantedFor(code, row) && row.Filters[0] == kind))
        Part(code, CodeOf(row), row.Period.End.Year, row.Measures[0], row.Measures[1]);
    Compare(code, laitKey);
    Lait(code, laitKey);
}

// This file lacks the columns of time and country, so it is read by hand.
void Unaccompanied(string code)
{
    var rows = Table(Path.Combine(folder, Cla, "cla_on_31_march_by_characteristics.csv.gz")).Where(row => row["cla_group"] == "Unaccompanied asylum-seeking children")
        .Select(row => (Area: row["geographic_level"] switch { "National" => England, "Regional" => row["region_code"], _ => row["new_la_code"] }, Year: int.Parse(row["time_period"], CultureInfo.InvariantCulture), Kind: row["characteristic"], Value: PublishedValue.Read(row["number"])!.Value))
        .Where(row => areas.ContainsKey(row.Area)).ToList();
    foreach (var row in rows.Where(row => row.Kind == "UASC"))
        Part(code, row.Area, row.Year, row.Value, rows.Single(other => other.Kind == "Total" && other.Area == row.Area && other.Year == row.Year).Value);
}

void Absence(string code, string group)
{
    foreach (var row in Published("outcomes/absence_la.csv.gz", ["absence_terms", "social_care_group", "phase_type_grouping"], ["t_pupils_pa_10_exact", "t_pupils"])
        .Where(row => Wanted(row) && row.Filters[0] == "six half terms" && row.Filters[1] == group && row.Filters[2] == "Total"))
        Part(code, row.Area.Code, row.Period.End.Year, row.Measures[0], row.Measures[1]);
}

void HealthPlans(string code)
{
    foreach (var row in Published("send/timeliness_20_week.csv.gz", ["breakdown_topic", "breakdown"], ["plans_issued_20_weeks_ex", "plans_issued_den_ex"]).Where(row => Wanted(row) && row.Filters[1] == "All EHC plans issued"))
        Part(code, row.Area.Code, row.Period.End.Year, row.Measures[0], row.Measures[1]);
    Compare(code, "SEN_EHC_Excpt_20wks");
    Lait(code, "SEN_EHC_Excpt_20wks");
}

// England also comes in deprivation deciles, and some rows stand twice.
void Admissions(string code)
{
    foreach (var row in Table(Path.Combine(folder, "health/la_hospital_admissions_2324.csv.gz")).Where(row => areas.ContainsKey(row["Area Code"]) && row["Sex"] == "Persons" && row["Category Type"].Length == 0)
        .DistinctBy(row => (row["Area Code"], row["Time period"])))
        Part(code, row["Area Code"], int.Parse(row["Time period"].AsSpan(0, 4), CultureInfo.InvariantCulture) + 1, Number(row["Count"]), Number(row["Denominator"]));
    Compare(code, "HospAd0-14");
    Lait(code, "HospAd0-14");

    static PublishedValue Number(string text) => PublishedValue.Read(text) ?? Missing();
}

// One column per month, two files that touch. A class without an offence in an area may lack the row.
void Crime(string code, string major, string[] minor)
{
    SortedDictionary<string, int> months = new(StringComparer.Ordinal);
    foreach (var file in (string[])["MPS Borough Level Crime (Historical).csv", "MPS Borough Level Crime (most recent 24 months).csv"])
        foreach (var row in Table(Path.Combine(folder, "crime", file)).Where(row => row["BoroughName"] == "Croydon" && row["MajorText"] == major && minor.Contains(row["MinorText"])))
            foreach (var (month, count) in row.Where(cell => cell.Key.Length == 6 && char.IsAsciiDigit(cell.Key[0])))
                months[month] = months.GetValueOrDefault(month) + int.Parse(count, CultureInfo.InvariantCulture);
    foreach (var (month, count) in months)
    {
        var first = DateOnly.ParseExact(month + "01", "yyyyMMdd", CultureInfo.InvariantCulture);
        figures.Add(new(code, Croydon, new(PublishedPeriodKind.Month, first, first.AddMonths(1).AddDays(-1), first.ToString("MMMM yyyy", CultureInfo.InvariantCulture)), count, null, count, "", "Final", ""));
    }
}

// Fills the areas and years that have no figure yet with the values of the Local Authority Interactive Tool.
void Lait(string code, string key)
{
    var taken = figures.Where(figure => figure.Code == code).Select(figure => (figure.Area, figure.Period.End)).ToHashSet();
    foreach (var (area, year, value, status) in LaitValues(key))
    {
        var period = Year(code, year);
        if (taken.Contains((area, period.End))) continue;
        var doubtful = key == "FirstYJS" && area == England; // published on another scale than every area
        figures.Add(new(code, area, period, null, null, doubtful ? null : value, doubtful ? "doubtful" : value is null ? "x" : "", status,
            doubtful ? FormattableString.Invariant($"Published as {value}, on another scale than every other area; not compared") : ""));
    }
}

IEnumerable<(string Area, int Year, double? Value, string Status)> LaitValues(string key)
{
    foreach (var row in LaitRows.All(folder).Where(row => row[3] == key))
    {
        if (!areaOfOldCode.TryGetValue(row[0], out var area)) continue;
        var label = row[5];
        var year = label.Length >= 7 && label[4] is '/' or '-' ? int.Parse(label.AsSpan(0, 4), CultureInfo.InvariantCulture) + 1 : int.Parse(label.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var status = label.Contains("prov", StringComparison.OrdinalIgnoreCase) ? "Provisional" : label.Contains("Rev", StringComparison.Ordinal) ? "Revised" : "Final";
        yield return (area, year, row[6] == "-" ? null : Math.Round(double.Parse(row[6], CultureInfo.InvariantCulture), 6), status);
    }
}

// Says where a figure worked out from its parts and the same figure of LAIT differ by more than rounding.
void Compare(string code, string key)
{
    var ours = figures.Where(figure => figure.Code == code && figure.Value is not null).ToDictionary(figure => (figure.Area, figure.Period.End));
    var pairs = LaitValues(key).Where(theirs => theirs.Value is not null && ours.ContainsKey((theirs.Area, Year(code, theirs.Year).End)))
        .Select(theirs => (theirs, Gap: Math.Abs(theirs.Value!.Value - ours[(theirs.Area, Year(code, theirs.Year).End)].Value!.Value))).OrderByDescending(pair => pair.Gap).ToList();
    Console.WriteLine(FormattableString.Invariant($"{code}: {pairs.Count} figures agree with LAIT {key}, largest gap {pairs[0].Gap:0.00} ({areas[pairs[0].theirs.Area].Name} {pairs[0].theirs.Year})"));
}

void Part(string code, string area, int year, PublishedValue part, PublishedValue whole)
{
    var multiplier = double.Parse(indicators[code]["multiplier"], CultureInfo.InvariantCulture);
    var symbol = part.Number is null ? Symbol(part.Symbol) : whole.Number is null ? Symbol(whole.Symbol) : whole.Number == 0 ? "z" : "";
    double? value = symbol.Length == 0 ? Math.Round(part.Number!.Value / whole.Number!.Value * multiplier, 4) : null;
    figures.Add(new(code, area, Year(code, year), part.Number, whole.Number, value, symbol, "Final", ""));
}

// The year whose last day (for school years: whose summer) lies in the given one.
PublishedPeriod Year(string code, int year)
{
    var split = $"{year - 1}/{year % 100:00}";
    return indicators[code]["year_type"] switch
    {
        "Financial" => new(PublishedPeriodKind.Year, new(year - 1, 4, 1), new(year, 3, 31), split),
        "Academic" => new(PublishedPeriodKind.Year, new(year - 1, 9, 1), new(year, 8, 31), split),
        "Calendar" => new(PublishedPeriodKind.Year, new(year, 1, 1), new(year, 12, 31), $"{year}"),
        "Snapshot31March" => new(PublishedPeriodKind.Year, new(year, 3, 31), new(year, 3, 31), $"31 March {year}"),
        "Snapshot30September" => new(PublishedPeriodKind.Year, new(year, 9, 30), new(year, 9, 30), $"30 September {year}"),
        var other => throw new InvalidDataException($"{code}: no year type {other}"),
    };
}

void Invent(string code, int seed, int size, Func<int, double> level, double spread = 0)
{
    var random = new Random(seed);
    for (var quarter = 0; quarter < 30; quarter++) // 2019/20 Q1 to 2026/27 Q2
    {
        var start = new DateOnly(2019, 4, 1).AddMonths(3 * quarter);
        var year = 2019 + quarter / 4;
        var whole = (int)Math.Round(size * (1 + 0.08 * Normal() + (quarter % 4 == 1 ? -0.05 : 0)));
        var likely = level(quarter) + spread * Normal();
        var part = code == "TRN03"
            ? (int)Math.Round(whole * likely)
            : (int)Math.Clamp(Math.Round(whole * likely + Math.Sqrt(whole * Math.Max(likely * (1 - likely), 0.01)) * Normal()), 0, whole);
        var value = Math.Round(part / (double)whole * double.Parse(indicators[code]["multiplier"], CultureInfo.InvariantCulture), 4);
        figures.Add(new(code, Croydon, new(PublishedPeriodKind.Quarter, start, start.AddMonths(3).AddDays(-1), $"{year}/{(year + 1) % 100:00} Q{quarter % 4 + 1}"),
            part, whole, value, "", quarter >= 28 ? "Provisional" : "Final", ""));
    }

    double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

void Check()
{
    foreach (var (code, indicator) in indicators)
    {
        var mine = figures.Where(figure => figure.Code == code && figure.Value is not null).ToList();
        if (mine.All(figure => figure.Area != Croydon)) throw new InvalidDataException($"{code} has no figure for Croydon");
        if (indicator["period_kind"] == "Year" && code != "YJS01" && mine.All(figure => figure.Area != England)) throw new InvalidDataException($"{code} has no figure for England");
    }
    if (figures.FirstOrDefault(figure => !indicators.ContainsKey(figure.Code)) is { } stray) throw new InvalidDataException($"{stray.Code} is not in indicators.csv");
    if (figures.GroupBy(figure => (figure.Code, figure.Area, figure.Period.End)).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new InvalidDataException($"{twice.Key} stands twice");
    Console.WriteLine($"{indicators.Count} indicators, {figures.Count} figures, {figures.Count(figure => figure.Value is null)} of them missing");
}

IEnumerable<Neighbour> Neighbours(string file, int first, string model, string from, string to)
{
    using var text = Open(Path.Combine(folder, "statistical-neighbours", file));
    var row = Csv.Read(text).Single(row => row[0] == "306");
    for (var rank = 1; rank <= 10; rank++)
    {
        var closeness = row[first + 2 * (rank - 1) + 1].Trim().ToLowerInvariant(); // published with stray blanks and capitals
        yield return new(model, from, to, rank, codeOf[row[first + 2 * (rank - 1)]], char.ToUpperInvariant(closeness[0]) + closeness[1..]);
    }
}

bool Wanted(PublishedRow row) => areas.ContainsKey(row.Area.Code);

// An authority that has ended is "not applicable" in every later year: it is left out there.
bool WantedFor(string code, PublishedRow row) => Wanted(row)
    || (ofAllAuthorities.Contains(code) && row.Area.Level == PublishedLevel.LocalAuthority && row.Period.End.Year >= AllAuthoritiesSince
        && codeOf.ContainsKey(row.Area.OldCode) && row.Measures.All(m => m.Symbol != PublishedSymbol.NotApplicable || m.Number is not null));

// Codes of the statistics office change while the three-digit number stays; the latest is used.
string CodeOf(PublishedRow row)
{
    if (areas.ContainsKey(row.Area.Code)) return row.Area.Code;
    var area = codeOf[row.Area.OldCode];
    furtherAreas[area.Code] = (area.Name, "LA", area.OldCode);
    return area.Code;
}

IReadOnlyList<PublishedRow> Published(string file, string[] filters, string[] measures)
{
    using var text = Open(Path.Combine(folder, file));
    var result = PublishedTable.Read(text, new(filters, measures));
    return result.ProblemCount == 0 ? result.Rows : throw new InvalidDataException($"{file}: {result.Problems[0]}");
}

void Write(string file, string[] header, IEnumerable<object?[]> rows)
{
    using var text = new StringWriter(CultureInfo.InvariantCulture);
    foreach (var row in rows.Prepend(header)) Csv.Write(text, row);
    File.WriteAllText(Path.Combine(output, file), text.ToString().ReplaceLineEndings("\n"));
}

static IEnumerable<Dictionary<string, string>> Table(string file)
{
    using var text = Open(file);
    IReadOnlyList<string>? header = null;
    foreach (var row in Csv.Read(text))
    {
        if (header is null) header = row.Fields;
        else yield return header.Select((name, column) => (name, row[column])).ToDictionary(cell => cell.name, cell => cell.Item2);
    }
}

static StreamReader Open(string file)
{
    Stream stream = File.OpenRead(file);
    return new(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream, Encoding.UTF8);
}

static PublishedValue Missing() => new(null, PublishedSymbol.NotAvailable);

static PublishedValue Sum(PublishedValue one, PublishedValue other) =>
    one.Number is null ? one : other.Number is null ? other : new(one.Number + other.Number, PublishedSymbol.None);

static string Symbol(PublishedSymbol symbol) => symbol switch
{
    PublishedSymbol.None => "",
    PublishedSymbol.Confidential => "c",
    PublishedSymbol.NotAvailable => "x",
    PublishedSymbol.NotApplicable => "z",
    PublishedSymbol.RoundsToZero => "k",
    PublishedSymbol.LowReliability => "u",
    PublishedSymbol.Doubtful or PublishedSymbol.HiddenHere => throw new InvalidDataException($"{symbol} is never published"),
};

sealed record Figure(string Code, string Area, PublishedPeriod Period, double? Numerator, double? Denominator, double? Value, string Symbol, string Status, string Note);

sealed record Neighbour(string Model, string From, string To, int Rank, PublishedArea Area, string Closeness);

/// <summary>The long table of the Local Authority Interactive Tool, read once.</summary>
static class LaitRows
{
    private static List<CsvRow>? _rows;

    public static List<CsvRow> All(string folder)
    {
        if (_rows is not null) return _rows;
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "lait/bds_long.csv.gz")), CompressionMode.Decompress), Encoding.UTF8);
        return _rows = [.. Csv.Read(text).Skip(1).Where(row => row[0].Length == 3)];
    }
}
