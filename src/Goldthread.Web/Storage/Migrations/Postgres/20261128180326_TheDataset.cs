using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TheDataset : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_figures_areas_AreaKey",
                table: "figures");

            migrationBuilder.DropForeignKey(
                name: "FK_figures_import_batches_BatchKey",
                table: "figures");

            migrationBuilder.DropForeignKey(
                name: "FK_figures_periods_PeriodKey",
                table: "figures");

            migrationBuilder.DropPrimaryKey(
                name: "PK_series",
                table: "series");

            migrationBuilder.DropIndex(
                name: "IX_figures_AreaKey",
                table: "figures");

            migrationBuilder.DropIndex(
                name: "IX_figures_BatchKey",
                table: "figures");

            migrationBuilder.DropIndex(
                name: "IX_figures_PeriodKey",
                table: "figures");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "series",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Asked",
                table: "indicators",
                type: "integer",
                maxLength: 40,
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Changes",
                table: "indicators",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<double>(
                name: "ExpectedHigh",
                table: "indicators",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "ExpectedLow",
                table: "indicators",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Geography",
                table: "indicators",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Board");

            migrationBuilder.AddColumn<string>(
                name: "GeographyName",
                table: "indicators",
                type: "character varying(120)",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsBackground",
                table: "indicators",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "PopulationCode",
                table: "indicators",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "PopulationYear",
                table: "indicators",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "MidYearBefore");

            migrationBuilder.AddColumn<string>(
                name: "Questions",
                table: "indicators",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "RetiredOn",
                table: "indicators",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RetiredReason",
                table: "indicators",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SmallNumbers",
                table: "indicators",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "UpTo5");

            migrationBuilder.AddColumn<string>(
                name: "TargetsInWords",
                table: "indicators",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Year",
                table: "indicators",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Financial");

            migrationBuilder.AddColumn<DateTime>(
                name: "FinishedAt",
                table: "import_batches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HeldUntil",
                table: "import_batches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StoppedAt",
                table: "import_batches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "breakdowns",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(120)",
                oldMaxLength: 120);

            migrationBuilder.AddPrimaryKey(
                name: "PK_series",
                table: "series",
                columns: new[] { "IndicatorKey", "AreaKey", "BreakdownKey", "Kind" });

            migrationBuilder.CreateTable(
                name: "figure_imports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FileId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    File = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Table = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Reading = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Percent = table.Column<int>(type: "integer", nullable: false),
                    GoodRowsOnly = table.Column<bool>(type: "boolean", nullable: false),
                    TakesNewPlaces = table.Column<bool>(type: "boolean", nullable: false),
                    Count = table.Column<string>(type: "text", nullable: false),
                    BatchKey = table.Column<int>(type: "integer", nullable: true),
                    Message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    HeldUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_figure_imports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_figure_imports_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "indicator_priorities",
                columns: table => new
                {
                    PriorityId = table.Column<Guid>(type: "uuid", nullable: false),
                    IndicatorId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicator_priorities", x => new { x.IndicatorId, x.PriorityId });
                    table.ForeignKey(
                        name: "FK_indicator_priorities_indicators_IndicatorId",
                        column: x => x.IndicatorId,
                        principalTable: "indicators",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "remembered_readings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Headings = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Reading = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remembered_readings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "waiting_figures",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "integer", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    BreakdownKey = table.Column<int>(type: "integer", nullable: false),
                    PeriodKey = table.Column<int>(type: "integer", nullable: false),
                    Numerator = table.Column<double>(type: "double precision", nullable: true),
                    Denominator = table.Column<double>(type: "double precision", nullable: true),
                    Value = table.Column<double>(type: "double precision", nullable: true),
                    Symbol = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    Status = table.Column<short>(type: "smallint", maxLength: 40, nullable: false),
                    BatchKey = table.Column<int>(type: "integer", nullable: false),
                    SourceRow = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting_figures", x => new { x.IndicatorKey, x.AreaKey, x.BreakdownKey, x.PeriodKey });
                });

            migrationBuilder.CreateTable(
                name: "waiting_series",
                columns: table => new
                {
                    IndicatorKey = table.Column<int>(type: "integer", nullable: false),
                    AreaKey = table.Column<int>(type: "integer", nullable: false),
                    BreakdownKey = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Points = table.Column<int>(type: "integer", nullable: false),
                    LatestEnd = table.Column<DateOnly>(type: "date", nullable: false),
                    Direction = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Packed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting_series", x => new { x.IndicatorKey, x.AreaKey, x.BreakdownKey, x.Kind });
                });

            migrationBuilder.CreateIndex(
                name: "IX_figure_imports_PersonId_At",
                table: "figure_imports",
                columns: new[] { "PersonId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_figure_imports_State_HeldUntil",
                table: "figure_imports",
                columns: new[] { "State", "HeldUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_indicator_priorities_PriorityId_IndicatorId",
                table: "indicator_priorities",
                columns: new[] { "PriorityId", "IndicatorId" });

            migrationBuilder.CreateIndex(
                name: "IX_remembered_readings_Headings",
                table: "remembered_readings",
                column: "Headings");

            // What came in before was written at once; a series is of the length of its indicator's periods.
            migrationBuilder.Sql("""update import_batches set "FinishedAt" = "At";""");
            migrationBuilder.Sql("""update series s set "Kind" = i."PeriodKind" from indicators i where i."Key" = s."IndicatorKey";""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "figure_imports");

            migrationBuilder.DropTable(
                name: "indicator_priorities");

            migrationBuilder.DropTable(
                name: "remembered_readings");

            migrationBuilder.DropTable(
                name: "waiting_figures");

            migrationBuilder.DropTable(
                name: "waiting_series");

            migrationBuilder.DropPrimaryKey(
                name: "PK_series",
                table: "series");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "series");

            migrationBuilder.DropColumn(
                name: "Asked",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "Changes",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "ExpectedHigh",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "ExpectedLow",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "Geography",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "GeographyName",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "IsBackground",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "PopulationCode",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "PopulationYear",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "Questions",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "RetiredOn",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "RetiredReason",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "SmallNumbers",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "TargetsInWords",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "Year",
                table: "indicators");

            migrationBuilder.DropColumn(
                name: "FinishedAt",
                table: "import_batches");

            migrationBuilder.DropColumn(
                name: "HeldUntil",
                table: "import_batches");

            migrationBuilder.DropColumn(
                name: "StoppedAt",
                table: "import_batches");

            migrationBuilder.AlterColumn<string>(
                name: "Name",
                table: "breakdowns",
                type: "character varying(120)",
                maxLength: 120,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(300)",
                oldMaxLength: 300);

            migrationBuilder.AddPrimaryKey(
                name: "PK_series",
                table: "series",
                columns: new[] { "IndicatorKey", "AreaKey", "BreakdownKey" });

            migrationBuilder.CreateIndex(
                name: "IX_figures_AreaKey",
                table: "figures",
                column: "AreaKey");

            migrationBuilder.CreateIndex(
                name: "IX_figures_BatchKey",
                table: "figures",
                column: "BatchKey");

            migrationBuilder.CreateIndex(
                name: "IX_figures_PeriodKey",
                table: "figures",
                column: "PeriodKey");

            migrationBuilder.AddForeignKey(
                name: "FK_figures_areas_AreaKey",
                table: "figures",
                column: "AreaKey",
                principalTable: "areas",
                principalColumn: "Key",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_figures_import_batches_BatchKey",
                table: "figures",
                column: "BatchKey",
                principalTable: "import_batches",
                principalColumn: "Key",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_figures_periods_PeriodKey",
                table: "figures",
                column: "PeriodKey",
                principalTable: "periods",
                principalColumn: "Key",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
