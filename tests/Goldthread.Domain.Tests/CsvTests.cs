using System.Globalization;
using CsCheck;
using Goldthread.Domain;

namespace Goldthread.Domain.Tests;

public class CsvTests
{
    private static readonly Gen<string> Nasty = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["=+-@\t\r\n \"',＝＋－＠\u200B\u00A0\uFEFFa1;"], 0, 8]);

    [Theory]
    [InlineData("a,b\r\nc,d\r\n")]
    [InlineData("a,b\nc,d")]
    [InlineData("a,b\rc,d\r")]
    [InlineData("\uFEFFa,b\r\n\r\nc,d\n")]
    [InlineData("\"a\",\"b\"\r\n\"c\",\"d\"")]
    [Trait("asvs", "V1.1.1")]
    public void Any_line_ending_and_a_byte_order_mark_are_read(string text)
    {
        var rows = Read(text);

        Assert.Equal([["a", "b"], ["c", "d"]], rows.Select(row => row.Fields.ToArray()));
    }

    [Fact]
    public void Quoted_commas_quotes_and_line_ends_belong_to_the_value()
    {
        var rows = Read("la_name,note\n\"Bristol, City of\",\"said \"\"no\"\"\r\ntwice\"\nYork,\n");

        Assert.Equal(["Bristol, City of", "said \"no\"\r\ntwice"], rows[1].Fields);
        Assert.Equal(["York", ""], rows[2].Fields);
    }

    [Fact]
    public void A_record_knows_the_line_an_editor_would_show()
    {
        var rows = Read("a\r\n\"two\nlines\rthree\"\r\n\r\nlast");

        Assert.Equal([1, 2, 6], rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("a\nb,\"never closed\nc\n", 2)]
    [InlineData("a\n\"closed\"more\n", 2)]
    public void A_broken_quotation_is_refused_with_its_line(string text, int line)
    {
        var broken = Assert.Throws<CsvFormatException>(() => Read(text));

        Assert.Equal(line, broken.Line);
    }

    [Fact]
    public void A_short_record_answers_empty_for_what_it_lacks()
    {
        var row = Read("only")[0];

        Assert.Equal(["only", "", ""], [row[0], row[5], row[-1]]);
    }

    [Fact]
    public void A_stream_that_gives_one_letter_at_a_time_is_read_to_its_end()
    {
        using var slow = new OneLetterReader("a,\"b\"\"\r\nc\"\r\nd,e\r\n");

        var rows = Csv.Read(slow).ToList();

        Assert.Equal([["a", "b\"\r\nc"], ["d", "e"]], rows.Select(row => row.Fields.ToArray()));
    }

    [Theory]
    [Trait("threat", "T05")]
    [Trait("feature", "Y5")]
    [InlineData("=1+1")]
    [InlineData("+44 20 7946 0000")]
    [InlineData("-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("   =1")]
    [InlineData("\"=1")]
    [InlineData("'=1")]
    [InlineData("“=1")]
    [InlineData("＝1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠a")]
    [InlineData("−1")]
    [InlineData("\u00A0\u200B=1")]
    public void Text_that_a_spreadsheet_would_run_gets_an_apostrophe(string text)
    {
        Assert.Equal("'" + text, Csv.Guard(text));
    }

    [Theory]
    [Trait("threat", "T05")]
    [Trait("feature", "Y5")]
    [InlineData("")]
    [InlineData("Neglect")]
    [InlineData("a=b")]
    [InlineData("a-b@example.org")]
    [InlineData("1-2")]
    [InlineData("'quoted'")]
    [InlineData("   ")]
    public void Harmless_text_is_left_alone(string text)
    {
        Assert.Equal(text, Csv.Guard(text));
    }

    [Fact]
    [Trait("threat", "T05")]
    [Trait("feature", "Y5")]
    public void Numbers_and_dates_are_written_the_same_in_every_country()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            var line = Write(-5, -1234.5, 0.1m, new DateOnly(2026, 11, 23), new DateTime(2026, 6, 30, 23, 30, 0, DateTimeKind.Utc), true, null, DayOfWeek.Monday);

            Assert.Equal("-5,-1234.5,0.1,2026-11-23,2026-06-30T23:30:00Z,true,,Monday\r\n", line);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    [Trait("threat", "T05")]
    [Trait("feature", "Y5")]
    [Trait("asvs", "V1.1.2")]
    public void What_was_written_reads_back_as_it_was()
    {
        Nasty.Array[1, 6].Array[1, 5].Sample(records =>
        {
            var text = string.Concat(records.Select(record => Write([.. record])));

            var back = Read(text);

            return back.Count == records.Length
                && back.Zip(records).All(pair => pair.First.Fields.Select(Csv.Unguard).SequenceEqual(pair.Second));
        }, iter: 20_000);
    }

    [Fact]
    [Trait("threat", "T05")]
    [Trait("feature", "Y5")]
    public void No_text_cell_starts_with_a_trigger_after_unquoting()
    {
        Nasty.Sample(text =>
        {
            var cell = Read(Write(text))[0][0];

            return cell.Length == 0 || !"=+-@\t\r\n＝＋－＠".Contains(cell.TrimStart(' ', '"', '\u00A0', '\u200B', '\uFEFF') is { Length: > 0 } seen ? seen[0] : ' ', StringComparison.Ordinal);
        }, iter: 20_000);
    }

    [Fact]
    [Trait("threat", "T07")]
    public void Any_text_at_all_is_read_or_refused_with_a_line()
    {
        Gen.String[Gen.Char["\",\r\na\uFEFF\0"], 0, 20].Sample(text =>
        {
            try
            {
                return Read(text).All(row => row.Line >= 1 && row.Fields.Count >= 1);
            }
            catch (CsvFormatException refused)
            {
                return refused.Line >= 1 && refused.Message.Length > 0;
            }
        }, iter: 20_000);
    }

    private static List<CsvRow> Read(string text) => [.. Csv.Read(new StringReader(text))];

    private static string Write(params object?[] values)
    {
        using var text = new StringWriter();
        Csv.Write(text, values);
        return text.ToString();
    }

    private sealed class OneLetterReader(string text) : TextReader
    {
        private int _next;

        public override int Read(char[] buffer, int index, int count)
        {
            if (_next == text.Length) return 0;
            buffer[index] = text[_next++];
            return 1;
        }
    }
}
